"""The command `softsell language-server`: what the lint finds, while a text is written in any editor that speaks LSP.

Rules
1. A text is read a quarter of a second after the last key, off the loop; what was typed meanwhile makes an answer void.
2. Whole texts are synchronised, not their changes: pygls would count lines in another way than the protocol does.
3. The project file is read again when it, or another that would count, was changed.
"""

import asyncio
from contextlib import suppress
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from softsell import __version__
from softsell.copy.editor import Seen, actions, diagnostics, hover, look, refresh
from softsell.copy.project import NAME

WAIT_SECONDS = 0.25


def build() -> LanguageServer:
    """The server with everything it answers."""
    server = LanguageServer("softsell", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
    seen: dict[str, Seen] = {}
    tasks: dict[str, asyncio.Task[None]] = {}
    stamps: dict[Path, tuple[int, ...]] = {}

    async def show(uri: str, wait: float) -> None:
        await asyncio.sleep(wait)
        text = server.workspace.get_text_document(uri)
        version, units = text.version, str(server.workspace.position_encoding or "utf-16")
        refresh(uri, stamps)
        found = await asyncio.to_thread(look, uri, text.language_id or "", text.source, version, units)
        if uri not in server.workspace.text_documents or server.workspace.get_text_document(uri).version != version:
            return
        if found is None:
            seen.pop(uri, None)
        else:
            seen[uri] = found
        told = diagnostics(found) if found else []
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, told, version))

    def soon(uri: str, wait: float = 0.0) -> None:
        if (task := tasks.pop(uri, None)) is not None:
            task.cancel()
        tasks[uri] = asyncio.get_running_loop().create_task(show(uri, wait))

    async def latest(uri: str) -> Seen | None:
        if (task := tasks.get(uri)) is not None:
            with suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        return seen.get(uri)

    def again() -> None:
        stamps.clear()
        for uri in server.workspace.text_documents:
            soon(uri)

    @server.feature(lsp.INITIALIZED)
    async def initialized(params: lsp.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        if workspace and workspace.did_change_watched_files and workspace.did_change_watched_files.dynamic_registration:
            watched = [lsp.FileSystemWatcher(f"**/{name}") for name in (NAME, "pyproject.toml")]
            options = lsp.DidChangeWatchedFilesRegistrationOptions(watched)
            wanted = lsp.Registration("softsell-project", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            server.client_register_capability(lsp.RegistrationParams([wanted]))

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(params: lsp.DidOpenTextDocumentParams) -> None:
        soon(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(params: lsp.DidChangeTextDocumentParams) -> None:
        soon(params.text_document.uri, WAIT_SECONDS)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(params: lsp.DidSaveTextDocumentParams) -> None:
        if params.text_document.uri.endswith((f"/{NAME}", "/pyproject.toml")):
            again()
        else:
            soon(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def did_close(params: lsp.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        seen.pop(uri, None)
        if (task := tasks.pop(uri, None)) is not None:
            task.cancel()
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def did_change_watched(params: lsp.DidChangeWatchedFilesParams) -> None:
        again()

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])
    )
    async def code_action(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        only = params.context.only
        found = await latest(params.text_document.uri)
        if found is None or (only and not any("quickfix".startswith(str(getattr(one, "value", one))) for one in only)):
            return []
        return await asyncio.to_thread(actions, found, params.text_document.uri, params.range)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        found = await latest(params.text_document.uri)
        return hover(found, params.position) if found else None

    return server


def serve() -> None:
    """Serve one editor over standard input and output, until it says goodbye."""
    build().start_io()
