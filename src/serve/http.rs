//! The server: files of the tree in memory, and an event stream that reloads open pages.

use std::io;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State as Extract};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::BroadcastStream;

use super::State;
use crate::escape::push_escaped;
use crate::messages::{Message, io_error, reason};
use crate::url::decode;

/// Where open pages listen, and where the script that does it is. No page of a site begins so.
const EVENTS_PATH: &str = "/__actas/events";
const SCRIPT_PATH: &str = "/__actas/reload.js";

/// Loads the page again when told so, and shows what is wrong with the sources. The page's own place is
/// kept by the browser.
const SCRIPT: &str = include_str!("reload.js");

pub(super) async fn bind(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| {
        let message = Message::new("io_port").with("port", port.to_string()).with("detail", reason(&error));
        io_error(error.kind(), message)
    })
}

pub(super) async fn run(listener: TcpListener, state: State) -> io::Result<()> {
    let app = Router::new()
        .route(EVENTS_PATH, get(events))
        .route(SCRIPT_PATH, get(script))
        .fallback(get(file))
        .with_state(state);
    let interrupted = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    tokio::select! {
        result = axum::serve(listener, app) => result,
        () = interrupted => Ok(()),
    }
}

async fn events(Extract(state): Extract<State>) -> impl IntoResponse {
    let changes = BroadcastStream::new(state.changed.subscribe());
    // A page that missed a change has to load again just the same.
    Sse::new(changes.map(|_| Ok::<_, std::convert::Infallible>(Event::default().data("changed"))))
        .keep_alive(KeepAlive::default())
}

async fn script() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], SCRIPT)
}

async fn file(Extract(state): Extract<State>, headers: HeaderMap, request: Request) -> Response {
    if !is_local(&headers) {
        return (StatusCode::FORBIDDEN, "this server answers to this machine only").into_response();
    }
    let path = decode(request.uri().path().trim_start_matches('/'));
    let Ok(served) = state.served.read() else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let as_page =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.clone() };
    if let Some(bytes) = served.output.get(&as_page) {
        return respond(StatusCode::OK, &as_page, bytes, &served.errors);
    }
    if served.output.get(&format!("{path}/index.html")).is_some() {
        return (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, format!("/{path}/"))]).into_response();
    }
    let not_found = served.output.get("404.html").unwrap_or(b"<!doctype html><title>actas</title><body>");
    respond(StatusCode::NOT_FOUND, "404.html", not_found, &served.errors)
}

/// Whether the request names this machine as its host: no other site's page may read this one through a
/// name that leads here.
fn is_local(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name == "127.0.0.1" || name == "localhost"
}

fn respond(status: StatusCode, path: &str, bytes: &[u8], errors: &str) -> Response {
    let content_type = content_type(path);
    let body = if content_type.starts_with("text/html") {
        with_reload(bytes, errors)
    } else {
        Body::from(bytes.to_vec())
    };
    (status, [(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, "no-store")], body)
        .into_response()
}

/// Adds to a page the script that reloads it, and what is wrong with the sources.
fn with_reload(page: &[u8], errors: &str) -> Body {
    let mut html = String::from_utf8_lossy(page).into_owned();
    let mut escaped = String::new();
    push_escaped(&mut escaped, errors);
    let script = format!(
        "<script src=\"{SCRIPT_PATH}\" data-events=\"{EVENTS_PATH}\" data-errors=\"{escaped}\"></script>\n"
    );
    let at = html.rfind("</body>").unwrap_or(html.len());
    html.insert_str(at, &script);
    Body::from(html)
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "bib" | "ris" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "wasm" => "application/wasm",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ndjson" => "application/x-ndjson",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}
