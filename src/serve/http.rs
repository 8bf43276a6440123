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

/// The preview's own addresses. No page of a site begins with them.
const ADDRESSES: Addresses = Addresses {
    events: "/__actas/events",
    state: "/__actas/state",
    follow: "/__actas/follow.js",
    script: "/__actas/reload.js",
    style: "/__actas/preview.css",
    open: "/__actas/open",
};

/// Reloads the page when notified, shows how long that took, and marks links to pages that would not be
/// published. The browser keeps the scroll position.
const SCRIPT: &str = include_str!("reload.js");

/// Listens for changes on behalf of all pages of a browser.
const FOLLOW: &str = include_str!("follow.js");

/// The style of the overlay.
const STYLE: &str = include_str!("preview.css");

/// The site's page for wrong addresses.
const NOT_FOUND_PAGE: &str = "404.html";

/// Shown when a site has no page to show.
const BLANK: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>actas</title></head>\
                     <body><main><h1>actas</h1></main></body></html>";

/// Headers of every response: no other site may read, frame or sniff it, and its content type is binding.
const PROTECTION: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'self'"),
    (header::REFERRER_POLICY, "same-origin"),
];

/// Sent by browsers: which site's page makes the request (Fetch Metadata).
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

/// Refuses requests that do not name this server as their host, or come from another site's page; adds
/// protective headers to every response.
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

/// Whether the host of a request is this server, so that no other site's page can read it through a name that
/// resolves here (DNS rebinding). Browsers omit port 80.
fn is_own_host(host: &str, port: u16) -> bool {
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| {
        let rest = host
            .get(..name.len())
            .filter(|start| start.eq_ignore_ascii_case(name))
            .map(|_| &host[name.len()..]);
        rest.is_some_and(|rest| rest == format!(":{port}") || (rest.is_empty() && port == 80))
    })
}

/// Whether a request comes from a page of this server, from a user who follows a link or types an address, or
/// from a client that is not a browser. Pages of other sites, including other ports, may not listen for
/// changes or have files opened.
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

/// Sends which build is current: at once, in case it was missed, and at every change.
async fn events(Extract(state): Extract<State>) -> impl IntoResponse {
    let changes = BroadcastStream::new(state.changed.subscribe()).map(drop);
    let told = tokio_stream::once(()).chain(changes);
    let told = told.map(move |()| Ok::<_, Infallible>(Event::default().data(which_build(&state))));
    Sse::new(told).keep_alive(KeepAlive::default())
}

/// Tells a page which build is current: pages that cannot share an event stream poll this.
async fn told(Extract(state): Extract<State>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], which_build(&state))
}

/// Returns as JSON which build is current and how long it took.
fn which_build(state: &State) -> String {
    let served = state.served.read();
    let (number, ms) = served.map_or((0, 0), |served| (served.number, served.took.as_millis()));
    serde_json::json!({ "build": build_name(state, number), "ms": ms as u64 }).to_string()
}

/// Returns a name that distinguishes a build from all others, also from those of other runs of the server. It
/// does not reveal the secret.
fn build_name(state: &State, number: u64) -> String {
    let run = blake3::hash(state.token.as_bytes()).to_hex();
    format!("{}-{number}", &run[..8])
}

fn own_file(content_type: &'static str, text: &'static str) -> impl IntoResponse + use<> {
    ([(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, "no-store")], text)
}

/// A page's request to open a file.
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
    // A page that a change overtakes while it is being made is outdated and will reload.
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
    /// Its content; `None` if there is no such file.
    bytes: Option<Vec<u8>>,
    /// The number of the build.
    number: u64,
}

/// Returns a file, adding the overlay to a page; if there is no file, returns a blank page.
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
