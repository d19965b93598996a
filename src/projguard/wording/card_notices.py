"""What is said of card files that cannot be used; the place stands before the sentence."""

from __future__ import annotations

from projguard.wording.words import mark

CARDS = {
    "card_unread": mark("the card file cannot be read"),
    "rule_dir_missing": mark("there is no folder «{value}» of card files"),
    "rule_dir_outside": mark(
        "«{value}» lies outside the folder of these settings; only --config may name such a folder"
    ),
    "rule_dir_preset": mark("a preset has no folder of its own, so it cannot name rule_dirs"),
    "rule_dirs_untrusted": mark("{place}: rule_dirs are not honoured here"),
    "card_field": mark("a card file has no field {field}"),
    "card_field_near": mark("a card file has no field {field}, did you mean {expected}?"),
    "card_lacks": mark("{field} is missing"),
    "card_word": mark("{field}: «{value}» is not one of {known}"),
    "card_word_near": mark("{field}: «{value}» is not one of {known}; did you mean {expected}?"),
    "card_form": mark("{field}: «{value}» is not of the form expected here ({wanted})"),
    "card_language": mark("{field} has no text in the language {lang}, and the title of the file has one"),
    "card_brace": mark(
        "the text in the language {lang} has «{value}», which is no value: braces hold a name in small letters"
    ),
    "card_own_source": mark("source: {value} belongs to projguard's own rules; a card of a pack asks a check"),
    "card_own_pack": mark("the letters {pack} belong to projguard's own checklist; a pack has letters of its own"),
    "card_own_point": mark("point {point} belongs to the checklist; packs have points from {first} on"),
    "card_prefix": mark("{code} does not begin with the letters of its pack, {pack}"),
    "card_code_twice": mark("{code} is the code of another card already, at {other}"),
    "card_slots": mark("the text in the language {lang} does not show {names}, which another language shows"),
    "card_plural": mark("there are no forms of the noun «{noun}» in the language {lang}"),
    "card_plural_near": mark(
        "there are no forms of the noun «{noun}» in the language {lang}, did you mean {expected}?"
    ),
    "card_check": mark("no check is called «{name}»"),
    "card_check_near": mark("no check is called «{name}», did you mean {expected}?"),
    "card_both": mark("{name} has no meaning beside checks; each of the checks has its own"),
    "card_given": mark("the check {check} looks for its places itself and takes no given"),
    "card_param": mark("there is no parameter «{name}» here; there are {known}"),
    "card_param_near": mark("there is no parameter «{name}» here, did you mean {expected}?"),
    "card_param_lacks": mark("the check {check} needs the parameter {name}"),
    "card_param_form": mark("{name}: «{value}» is not of the form expected here ({wanted})"),
    "card_param_unfit": mark("{name}: «{value}» cannot be used: {reason}"),
    "card_path": mark("«{value}» is no path (RFC 9535): {reason}"),
    "card_says": mark("the check {check} has no message «{name}»"),
    "card_says_near": mark("the check {check} has no message «{name}», did you mean {expected}?"),
    "card_message": mark("the check never says «{name}»"),
    "card_message_near": mark("the check never says «{name}», did you mean {expected}?"),
    "card_message_lacks": mark("the check says «{name}», and the card has no message for it"),
    "card_slot": mark("there is no value {name} here; there are {known}"),
    "card_slot_near": mark("there is no value {name} here, did you mean {expected}?"),
    "card_requires": mark("no rule has the code {code}"),
    "card_requires_near": mark("no rule has the code {code}, did you mean {expected}?"),
    "example_no_bad": mark("there is no bad example"),
    "example_no_good": mark("there is no good example"),
    "example_unread": mark("the example is no YAML: {reason}"),
    "example_form": mark("the example cannot be made: {reason}"),
    "example_crashed": mark("the check fails on the example: {reason}"),
    "example_silent": mark("the bad example is not found"),
    "example_rests": mark("the bad example is not found, the rule is not asked: {because}"),
    "example_speaks": mark("the good example is found: {message}"),
    "example_unfilled": mark("the message {message} in the language {lang} shows {names}, and there is no such value"),
}
