//! The writer's preview: the site served on this machine, built again whenever a file changes.
//!
//! The last good site stays up: a build with errors shows them in the page, over it. Drafts and reports that are
//! held back are shown, and marked.

mod http;
mod open;
mod overlay;
mod watch;

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::broadcast;

use crate::diagnostic::{self, Diagnostic};
use crate::messages::{Message, Speech, reason};
use crate::model::HeldBack;
use crate::output::OutputTree;
use crate::{Request, build};

/// How the site is to be served.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes any free one.
    pub port: u16,
    /// The language of messages.
    pub speech: Speech,
    /// Whether to open the browser.
    pub open: bool,
    /// Whether to look at files regularly, for folders that tell of no changes: those of a network.
    pub poll: bool,
    /// Whether to say nothing but errors.
    pub quiet: bool,
}

/// What the server serves, shared between it and the builder.
#[derive(Default)]
pub(crate) struct Served {
    /// The last good site.
    pub(crate) output: OutputTree,
    /// Its pages that would not be published.
    pub(crate) held_back: Vec<HeldBack>,
    /// What is wrong with the sources now.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The number of the build, from 1.
    pub(crate) number: u64,
    /// How long the last build took, from the first event of a file.
    pub(crate) took: Duration,
}

/// The state of the server.
#[derive(Clone)]
pub(crate) struct State {
    pub(crate) served: Arc<RwLock<Served>>,
    /// The site's folder.
    pub(crate) site: Arc<PathBuf>,
    /// The language of messages.
    pub(crate) speech: Speech,
    /// What a page must say to have a file opened, so that no other site's page can.
    pub(crate) token: Arc<str>,
    /// Tells open pages to load again.
    pub(crate) changed: broadcast::Sender<()>,
    quiet: bool,
}

/// Builds the site, serves it on `127.0.0.1` and goes on until interrupted.
///
/// # Errors
/// When the port is taken or the site's folder cannot be read or watched.
pub fn serve(mut request: Request, options: &Options) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let listener = runtime.block_on(http::bind(options.port))?;
    let address = listener.local_addr()?;
    request.overrides.base_url = Some(format!("http://{address}/"));
    let (changed, _) = broadcast::channel(16);
    let state = State {
        served: Arc::default(),
        site: Arc::new(request.site.canonicalize()?),
        speech: options.speech,
        token: random_token()?.into(),
        changed,
        quiet: options.quiet,
    };
    rebuild(&request, &state, Instant::now());
    watch::watch(request, state.clone(), options.poll)?;
    let url = format!("http://{address}/");
    writeln!(io::stdout(), "{}", Message::new("serve_ready").with("url", url.as_str()).text(options.speech))?;
    if options.open
        && let Err(error) = ::open::that_detached(&url)
    {
        let message = Message::new("serve_no-browser").with("problem", error.to_string());
        writeln!(io::stderr(), "{}", message.text(options.speech))?;
    }
    runtime.block_on(http::run(listener, state))
}

/// Builds the site and puts it up if it has no errors; tells the open pages either way. `since` is when the first
/// file changed.
pub(crate) fn rebuild(request: &Request, state: &State, since: Instant) {
    let built = build(request);
    let took = since.elapsed();
    let mut out = io::stderr().lock();
    match built {
        Ok(built) => {
            if !state.quiet || built.output.is_none() {
                let _ = write!(out, "{}", diagnostic::to_text(&built.diagnostics, state.speech, false));
            }
            if !state.quiet {
                let done = Message::new("serve_built")
                    .with("reports", built.counts.reports)
                    .with("ms", took.as_millis().to_string());
                let _ = writeln!(out, "{}", done.text(state.speech));
            }
            put_up(state, built.output.map(|output| (output, built.held_back)), built.diagnostics, took);
        }
        Err(error) => {
            let unreadable = Diagnostic::error("load::io").with("detail", reason(&error));
            let _ = write!(
                out,
                "{}",
                diagnostic::to_text(std::slice::from_ref(&unreadable), state.speech, false)
            );
            put_up(state, None, vec![unreadable], took);
        }
    }
}

fn put_up(
    state: &State,
    site: Option<(OutputTree, Vec<HeldBack>)>,
    diagnostics: Vec<Diagnostic>,
    took: Duration,
) {
    if let Ok(mut served) = state.served.write() {
        served.diagnostics = diagnostics;
        served.number += 1;
        served.took = took;
        if let Some((output, held_back)) = site {
            (served.output, served.held_back) = (output, held_back);
        }
    }
    // Nobody listening is no failure.
    let _ = state.changed.send(());
}

/// Returns 128 bits that nobody can guess, as text.
fn random_token() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
