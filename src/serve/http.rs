//! The server: files of the site, an event stream that reloads open pages, and files opened on demand.

use std::convert::Infallible;
use std::io;

use axum::body::Body;
use axum::extract::{Request, State as Extract};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::BroadcastStream;

use super::connections::{accept, in_time};
use super::desk::Desk;
use super::overlay::{Addresses, Overlay};
use super::{Served, State, open};
use crate::diagnostic::Diagnostic;
use crate::messages::{Message, io_error, reason};
use crate::url::decode;

/// What the preview itself has at addresses of its own. No page of a site begins so.
const ADDRESSES: Addresses = Addresses {
    events: "/__actas/events",
    state: "/__actas/state",
    follow: "/__actas/follow.js",
    script: "/__actas/reload.js",
    style: "/__actas/preview.css",
    open: "/__actas/open",
};

/// Loads the page again when told so, says how long that took, and marks links to what would not be published.
/// The page's own place is kept by the browser.
const SCRIPT: &str = include_str!("reload.js");

/// Hears of changes for all pages of a browser.
const FOLLOW: &str = include_str!("follow.js");

/// How the overlay looks.
const STYLE: &str = include_str!("preview.css");

/// The page of a site for wrong addresses.
const NOT_FOUND_PAGE: &str = "404.html";

/// A page of a site that has none to show.
const BLANK: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>actas</title></head>\
                     <body><main><h1>actas</h1></main></body></html>";

/// What every answer says: no other site may read, frame or guess at what it gets from here, and its type is meant.
const PROTECTION: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'self'"),
    (header::REFERRER_POLICY, "same-origin"),
];

/// What a browser says of a request: whose page makes it, and what for (Fetch Metadata).
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

pub(super) async fn bind(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| {
        let message = Message::new("io_port").with("port", port.to_string()).with("detail", reason(&error));
        io_error(error.kind(), message)
    })
}

pub(super) async fn run(listener: TcpListener, state: State) -> io::Result<()> {
    let port = listener.local_addr()?.port();
    let app = Router::new()
        .route(ADDRESSES.events, get(events))
        .route(ADDRESSES.state, get(told))
        .route(ADDRESSES.follow, get(async || own_file("text/javascript; charset=utf-8", FOLLOW)))
        .route(ADDRESSES.script, get(async || own_file("text/javascript; charset=utf-8", SCRIPT)))
        .route(ADDRESSES.style, get(async || own_file("text/css; charset=utf-8", STYLE)))
        .route(ADDRESSES.open, post(open_file).layer(from_fn(in_time)))
        .fallback(get(file))
        .layer(from_fn_with_state(port, local_only))
        .with_state(state);
    let interrupted = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    tokio::select! {
        result = accept(listener, app) => result,
        () = interrupted => Ok(()),
    }
}

/// Refuses what does not name this server as its host, and what another site's page asks for; protects every answer.
async fn local_only(
    Extract(port): Extract<u16>,
    headers: HeaderMap,
    request: Request,
    next: Next,
) -> Response {
    let mut response = if !is_own_host(text(&headers, &header::HOST), port) {
        (StatusCode::FORBIDDEN, "this server answers to this machine only").into_response()
    } else if !is_asked_from_here(request.method(), &headers) {
        (StatusCode::FORBIDDEN, "only a page of this server may ask for that").into_response()
    } else {
        next.run(request).await
    };
    for (name, value) in PROTECTION {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Whether the host of a request is this server: no other site's page may read it through a name that leads here
/// (DNS rebinding). A browser leaves the port out where it is 80.
fn is_own_host(host: &str, port: u16) -> bool {
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| {
        let rest = host
            .get(..name.len())
            .filter(|start| start.eq_ignore_ascii_case(name))
            .map(|_| &host[name.len()..]);
        rest.is_some_and(|rest| rest == format!(":{port}") || (rest.is_empty() && port == 80))
    })
}

/// Whether a request is made by a page of this server, by a person who follows a link or types an address, or by no
/// browser at all. Other sites' pages, those of other ports among them, may not listen to what changes or have files opened.
fn is_asked_from_here(method: &Method, headers: &HeaderMap) -> bool {
    let host = text(headers, &header::HOST);
    let is_visit = *method == Method::GET && text(headers, &MODE) == "navigate";
    let origin_is_own = headers.get(header::ORIGIN).is_none_or(|origin| {
        origin.to_str().is_ok_and(|origin| origin.eq_ignore_ascii_case(&format!("http://{host}")))
    });
    let site_is_own = matches!(text(headers, &SITE), "" | "same-origin" | "none");
    origin_is_own && (site_is_own || is_visit)
}

/// Returns the text of a header; empty if there is none.
fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Tells which build is up: at once, in case it was missed, and at every change.
async fn events(Extract(state): Extract<State>) -> impl IntoResponse {
    let changes = BroadcastStream::new(state.changed.subscribe()).map(drop);
    let told = tokio_stream::once(()).chain(changes);
    let told = told.map(move |()| Ok::<_, Infallible>(Event::default().data(which_build(&state))));
    Sse::new(told).keep_alive(KeepAlive::default())
}

/// Tells a page which build is up, where it has to ask.
async fn told(Extract(state): Extract<State>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], which_build(&state))
}

/// Returns as JSON which build is up and how long it took.
fn which_build(state: &State) -> String {
    let served = state.served.read();
    let (number, ms) = served.map_or((0, 0), |served| (served.number, served.took.as_millis()));
    serde_json::json!({ "build": build_name(state, number), "ms": ms as u64 }).to_string()
}

/// Returns what tells a build from all others, also from those of another run of the server. The secret is
/// not told of.
fn build_name(state: &State, number: u64) -> String {
    let run = blake3::hash(state.token.as_bytes()).to_hex();
    format!("{}-{number}", &run[..8])
}

fn own_file(content_type: &'static str, text: &'static str) -> impl IntoResponse + use<> {
    ([(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, "no-store")], text)
}

/// The file that a page of the preview asks to have opened.
#[derive(Deserialize)]
struct Opening {
    token: String,
    file: String,
    line: usize,
}

/// Opens a file of the site in the writer's editor. The page stays as it is (204).
async fn open_file(Extract(state): Extract<State>, Form(opening): Form<Opening>) -> Response {
    if opening.token != *state.token {
        return (StatusCode::FORBIDDEN, "only a page of this server may ask for that").into_response();
    }
    let Some(path) = open::openable(&state.site, &opening.file) else {
        return (StatusCode::NOT_FOUND, "this is no text file of the site").into_response();
    };
    match open::open(&path, opening.line) {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => {
            let message = Message::new("preview_not-opened")
                .with("file", opening.file)
                .with("problem", error.to_string());
            (StatusCode::INTERNAL_SERVER_ERROR, message.text(state.speech)).into_response()
        }
    }
}

async fn file(Extract(state): Extract<State>, request: Request) -> Response {
    let path = decode(request.uri().path().trim_start_matches('/'));
    // A page that a change overtakes while it is made is one of before: it loads again.
    let (desk, number) = state.served.read().map_or((None, 0), |served| (served.desk.clone(), served.number));
    let page = Made { path: NOT_FOUND_PAGE, bytes: None, number };
    let Some(desk) = desk else { return respond(StatusCode::NOT_FOUND, page, &state) };
    find(&desk, &path, (&state, number)).await.unwrap_or_else(|problem| {
        if let Ok(mut served) = state.served.write()
            && !served.diagnostics.iter().any(|known| known.place == problem.place)
        {
            served.diagnostics.push(*problem);
        }
        respond(StatusCode::INTERNAL_SERVER_ERROR, page, &state)
    })
}

async fn find(desk: &Desk, path: &str, (state, number): (&State, u64)) -> Result<Response, Box<Diagnostic>> {
    let as_page =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    if let Some(bytes) = desk.get(&as_page).await? {
        return Ok(respond(StatusCode::OK, Made { path: &as_page, bytes: Some(bytes), number }, state));
    }
    if !path.ends_with('/') && desk.get(&format!("{path}/index.html")).await?.is_some() {
        let there = [(header::LOCATION, format!("/{path}/"))];
        return Ok((StatusCode::MOVED_PERMANENTLY, there).into_response());
    }
    let page = Made { path: NOT_FOUND_PAGE, bytes: desk.get(NOT_FOUND_PAGE).await?, number };
    Ok(respond(StatusCode::NOT_FOUND, page, state))
}

/// A file of a build.
struct Made<'a> {
    path: &'a str,
    /// What is in it; none if there is no such file.
    bytes: Option<Vec<u8>>,
    /// The number of the build.
    number: u64,
}

/// Returns a file, a page with the overlay; a page without anything, if there is none.
fn respond(status: StatusCode, made: Made<'_>, state: &State) -> Response {
    let Made { path, bytes, number } = made;
    let content_type = content_type(path);
    let bytes = bytes.unwrap_or_else(|| BLANK.into());
    let body = if content_type.starts_with("text/html") {
        let Ok(served) = state.served.read() else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let served: &Served = &served;
        let build = build_name(state, number);
        let overlay = Overlay { served, speech: state.speech, token: &state.token, build: &build, path };
        Body::from(overlay.add_to(&String::from_utf8_lossy(&bytes), &ADDRESSES))
    } else {
        Body::from(bytes)
    };
    (status, [(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, "no-store")], body)
        .into_response()
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
        "gz" => "application/gzip",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ndjson" => "application/x-ndjson",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_server_is_meant() {
        for good in ["127.0.0.1:8017", "localhost:8017", "LOCALHOST:8017", "[::1]:8017"] {
            assert!(is_own_host(good, 8017), "{good}");
        }
        for wrong in [
            "",
            "127.0.0.1",
            "localhost:80",
            "evil.example:8017",
            "127.0.0.1.evil.example:8017",
            "localhost:8017:8017",
            "::1:8017",
        ] {
            assert!(!is_own_host(wrong, 8017), "{wrong}");
        }
        assert!(is_own_host("localhost", 80));
    }
}
