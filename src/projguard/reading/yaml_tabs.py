"""The pure parser's scanner with libyaml's rules: tabs may separate, but never indent; empty lines may open a text."""

from __future__ import annotations

from typing import Any

from ruamel.yaml.scanner import Scanner, ScannerError


class TabScanner(Scanner):
    """Takes a tab where a space would separate two things on one line; the library's own scanner takes none."""

    def scan_to_next_token(self) -> None:
        """Skip blanks, line ends and comments; a tab that would indent is left for the refusal to come."""
        while True:
            blanks = " " if self.allow_simple_key and not self.flow_level else " \t"
            while self.reader.peek() in blanks:
                self.reader.forward()
            if self.reader.peek() == "#":
                while self.reader.peek() not in "\n\r\0":
                    self.reader.forward()
            if not self.scan_line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> list[str] | None:
        """Fold the blanks and line ends inside an unquoted value; None where a document marker follows."""
        blanks = ""
        breaks: list[str] = []
        while (character := self.reader.peek()) in " \t\r\n":
            if character in "\r\n":
                breaks.append(self.scan_line_break())
                self.allow_simple_key = True
                if self.check_document_start() or self.check_document_end():
                    return None
                continue
            if breaks and character == "\t" and self.reader.column < indent:
                problem = "found a tab character that violates indentation"
                raise ScannerError("while scanning a plain scalar", start_mark, problem, self.reader.get_mark())
            blanks += character
            self.reader.forward()
        if breaks:
            return breaks[1:] or [" "]
        return [blanks] if blanks else []

    def scan_block_scalar_indentation(self) -> tuple[list[str], int, Any]:
        """Skip the empty lines at the head of a text block; the library's own scanner refuses some that YAML allows."""
        breaks: list[str] = []
        longest = 0
        end = self.reader.get_mark()
        while (character := self.reader.peek()) in " \r\n":
            if character == " ":
                self.reader.forward()
                longest = max(longest, self.reader.column)
            else:
                breaks.append(self.scan_line_break())
                end = self.reader.get_mark()
        return breaks, longest, end
