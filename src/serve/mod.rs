//! The site served on this machine, built again whenever a file changes.
//!
//! The last good site stays up: a build with errors shows them in the page, over it.

mod http;
mod watch;

use std::io::{self, Write};
use std::sync::{Arc, RwLock};

use tokio::sync::broadcast;

use crate::diagnostic::{self, Diagnostic};
use crate::messages::{Message, Speech, reason};
use crate::output::OutputTree;
use crate::{Request, build};

/// What the server serves, shared between it and the builder.
pub(crate) struct Served {
    /// The last good site.
    pub(crate) output: OutputTree,
    /// What is wrong with the sources now, as text; empty if nothing is.
    pub(crate) errors: String,
}

/// The state of the server.
#[derive(Clone)]
pub(crate) struct State {
    pub(crate) served: Arc<RwLock<Served>>,
    /// The language of messages.
    pub(crate) speech: Speech,
    /// Tells open pages to load again.
    pub(crate) changed: broadcast::Sender<()>,
}

/// Builds the site, serves it on `127.0.0.1:port` and goes on until interrupted.
///
/// # Errors
/// When the port is taken or the site's folder cannot be read or watched.
pub fn serve(mut request: Request, port: u16, speech: Speech) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let listener = runtime.block_on(http::bind(port))?;
    let address = listener.local_addr()?;
    request.overrides.base_url = Some(format!("http://{address}/"));
    let (changed, _) = broadcast::channel(16);
    let served = Arc::new(RwLock::new(Served { output: OutputTree::default(), errors: String::new() }));
    let state = State { served, speech, changed };
    rebuild(&request, &state);
    let _watcher = watch::watch(request, state.clone())?;
    let ready = Message::new("serve_ready").with("address", format!("http://{address}/"));
    writeln!(io::stdout(), "{}", ready.text(speech))?;
    runtime.block_on(http::run(listener, state))
}

/// Builds the site and puts it up if it has no errors; tells the open pages either way.
pub(crate) fn rebuild(request: &Request, state: &State) {
    let mut out = io::stderr().lock();
    match build(request) {
        Ok(built) => {
            let _ = write!(out, "{}", diagnostic::to_text(&built.diagnostics, state.speech, false));
            let summary = Message::new("serve_built")
                .with("reports", built.counts.reports)
                .with("milliseconds", built.timings.total_ms());
            let _ = writeln!(out, "{}", summary.text(state.speech));
            put_up(state, built.output, &built.diagnostics);
        }
        Err(error) => {
            let diagnostics = [Diagnostic::error("load::io").with("detail", reason(&error))];
            let _ = write!(out, "{}", diagnostic::to_text(&diagnostics, state.speech, false));
            put_up(state, None, &diagnostics);
        }
    }
}

fn put_up(state: &State, output: Option<OutputTree>, diagnostics: &[Diagnostic]) {
    let errors: Vec<Diagnostic> =
        diagnostics.iter().filter(|found| found.severity == diagnostic::Severity::Error).cloned().collect();
    if let Ok(mut served) = state.served.write() {
        served.errors = diagnostic::to_text(&errors, state.speech, false);
        if let Some(output) = output {
            served.output = output;
        }
    }
    // Nobody listening is no failure.
    let _ = state.changed.send(());
}
