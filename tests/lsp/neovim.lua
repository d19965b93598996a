-- Opens a manifest in Neovim with projguard as its language server, waits for diagnostics, applies the quick fix
-- that $PROJGUARD_FIX names where it names one, and writes what happened as JSON to $PROJGUARD_TOLD.
local function wait(what, condition)
  if not vim.wait(15000, condition, 20) then
    error("waited in vain for " .. what)
  end
end

local function run()
  local path = vim.env.PROJGUARD_MANIFEST
  vim.cmd("edit " .. vim.fn.fnameescape(path))
  local id = vim.lsp.start_client({
    name = "projguard",
    cmd = vim.json.decode(vim.env.PROJGUARD_COMMAND),
    root_dir = vim.fn.fnamemodify(path, ":h"),
  })
  vim.lsp.buf_attach_client(0, id)
  wait("diagnostics", function() return #vim.diagnostic.get(0) > 0 end)
  local told = { diagnostics = {} }
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    table.insert(told.diagnostics, { line = diagnostic.lnum, column = diagnostic.col, message = diagnostic.message })
  end
  local wanted = vim.env.PROJGUARD_FIX
  if wanted then
    local at = vim.lsp.util.make_given_range_params({ 1, 0 }, { vim.api.nvim_buf_line_count(0), 0 })
    at.context = { diagnostics = {} }
    local answers = vim.lsp.buf_request_sync(0, "textDocument/codeAction", at, 10000)
    for _, answer in pairs(answers or {}) do
      for _, action in ipairs(answer.result or {}) do
        if action.title == wanted then
          vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(id).offset_encoding)
          told.applied = true
        end
      end
    end
    vim.cmd("write")
  end
  vim.fn.writefile({ vim.json.encode(told) }, vim.env.PROJGUARD_TOLD)
end

local fine, trouble = pcall(run)
if not fine then
  io.stderr:write(tostring(trouble) .. "\n")
end
vim.cmd(fine and "qall!" or "cquit!")
