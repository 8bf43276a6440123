//! Connections to the preview: how many there may be, and how long a request may take.
//!
//! A client that connects and sends nothing, or a byte now and then, would keep a connection for ever; enough
//! of them would leave none for the writer's browser.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// How long the head of a request may take, and how long a connection may be idle between two requests.
/// Browsers send a head at once, and open another connection when they need one.
const HEAD_MAX: Duration = Duration::from_secs(15);

/// How long the rest of a request, a small form, may take.
const FORM_MAX: Duration = Duration::from_secs(15);

/// The most connections at once: more than a writer's browsers open, and fewer than the limit on a process's
/// open files (256 on macOS, 1,024 on most other systems). Further clients wait until one ends.
const CONNECTIONS_MAX: usize = 200;

/// How long to wait when the system has no connection to give, for lack of memory or file handles.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers requests with `app`, for ever.
pub(super) async fn accept(listener: TcpListener, app: Router) -> io::Result<()> {
    let free = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    loop {
        // The semaphore is never closed.
        let Ok(place) = Arc::clone(&free).acquire_owned().await else { return Ok(()) };
        match listener.accept().await {
            Ok((stream, _)) => {
                let app = app.clone();
                tokio::spawn(async move {
                    answer(stream, app).await;
                    drop(place);
                });
            }
            // The listener still works; the client may be gone.
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

async fn answer(stream: TcpStream, app: Router) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_MAX);
    // A client that does not speak HTTP, or disconnects, gets no answer.
    let _ = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(app)).await;
}

/// Ends a request whose body does not arrive in time.
pub(super) async fn in_time(request: Request, next: Next) -> Response {
    let answered = tokio::time::timeout(FORM_MAX, next.run(request)).await;
    answered.unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response())
}
