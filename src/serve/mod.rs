//! The writer's preview: the site served on this machine and assembled again whenever a file changes. Its
//! files are made on request, from the same model by the same functions as in a build.
//!
//! The last good site stays up: errors are shown as an overlay in its pages. Drafts and reports that are held
//! back are shown, and marked.

mod connections;
mod desk;
mod http;
mod open;
mod overlay;
mod watch;

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::broadcast;

use crate::diagnostic::{self, Diagnostic, error, has_errors};
use crate::messages::{Speech, message, reason};
use crate::model::HeldBack;
use crate::pipeline::Request;
use crate::preview::{Memory, Revised, assemble, revise};
use desk::{Desk, Opened};
use watch::Burst;

/// How the site is to be served.
#[derive(Clone, Copy, Debug)]
pub struct ServeOptions {
    /// The port on 127.0.0.1; 0 takes any free one.
    pub port: u16,
    /// The language of messages.
    pub speech: Speech,
    /// Whether to open the browser.
    pub open: bool,
    /// Whether to check files regularly, for folders without change notifications, such as network folders.
    pub poll: bool,
    /// Whether to print only errors.
    pub quiet: bool,
}

/// What the server serves, shared between it and the builder.
#[derive(Default)]
pub(crate) struct Served {
    /// The last good site.
    pub(crate) desk: Option<Desk>,
    /// Its pages that would not be published.
    pub(crate) held_back: Vec<HeldBack>,
    /// What is wrong with the sources at present.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The number of the build, from 1.
    pub(crate) number: u64,
    /// How long the last build took, from the first file event.
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
    /// The token that a page must send to have a file opened, so that no other site's page can.
    pub(crate) token: Arc<str>,
    /// Tells open pages to reload.
    pub(crate) changed: broadcast::Sender<()>,
    quiet: bool,
}

/// Builds the site and serves it on `127.0.0.1` until interrupted.
///
/// # Errors
/// When the port is taken or the site's folder cannot be read or watched.
pub fn serve(mut request: Request, options: &ServeOptions) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let listener = runtime.block_on(http::bind(options.port))?;
    let address = listener.local_addr()?;
    request.overrides.preview = true;
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
    let mut memory = Memory::default();
    // Started first, so that changes made during the first assembly are seen as well.
    let watch = watch::watch(&request, options.poll)?;
    rebuild(&request, &mut memory, &state, Instant::now());
    let follower = state.clone();
    std::thread::spawn(move || watch.follow(&request, memory, &follower));
    let url = format!("http://{address}/");
    writeln!(io::stdout(), "{}", message!("serve_ready", url = url.as_str()).text(options.speech))?;
    if options.open
        && let Err(error) = ::open::that_detached(&url)
    {
        let message = message!("serve_no-browser", problem = error.to_string());
        writeln!(io::stderr(), "{}", message.text(options.speech))?;
    }
    runtime.block_on(http::run(listener, state))
}

/// Assembles the site and serves it if it has no errors; notifies the open pages either way. `since` is when
/// the first file changed.
pub(crate) fn rebuild(request: &Request, memory: &mut Memory, state: &State, since: Instant) {
    let opened = assemble(request, memory).and_then(desk::open);
    let opened = opened.unwrap_or_else(|error| {
        let unreadable = error!("load::io", detail = reason(&error));
        Opened { desk: None, diagnostics: vec![unreadable], held_back: Vec::new(), reports: 0 }
    });
    memory.note(&opened.diagnostics);
    let took = since.elapsed();
    tell(&opened.diagnostics, opened.reports, took, state);
    put_up(state, took, |served| {
        served.diagnostics = opened.diagnostics;
        if let Some(desk) = opened.desk {
            (served.desk, served.held_back) = (Some(desk), opened.held_back);
        }
    });
}

/// Applies a change to the site being served, if it only changes wording in the files of a burst, whose
/// paths are relative to the site's folder, and notifies the open pages. Returns whether it did; if not, the site must be assembled
/// again.
fn put_in(request: &Request, memory: &mut Memory, state: &State, burst: &Burst) -> bool {
    let Some(desk) = state.served.read().ok().and_then(|served| served.desk.clone()) else { return false };
    let Some(revised) = revise(request, memory, &burst.paths) else { return false };
    let Revised { site, diagnostics, changed } = revised;
    if changed.documents.is_empty() {
        return true;
    }
    let Some(reports) = desk.revised(site, changed.clone()) else {
        memory.put_back(changed);
        return false;
    };
    let took = burst.since.elapsed();
    tell(&diagnostics, reports, took, state);
    put_up(state, took, |served| served.diagnostics = diagnostics);
    true
}

/// Changes what is served, and tells the open pages to reload.
fn put_up(state: &State, took: Duration, change: impl FnOnce(&mut Served)) {
    if let Ok(mut served) = state.served.write() {
        served.number += 1;
        served.took = took;
        change(&mut served);
    }
    // It is fine if nobody is listening.
    let _ = state.changed.send(());
}

/// Prints the result of a change on the terminal: what is wrong, how many reports there are.
fn tell(diagnostics: &[Diagnostic], reports: usize, took: Duration, state: &State) {
    let mut out = io::stderr().lock();
    if !state.quiet || has_errors(diagnostics) {
        let _ = write!(out, "{}", diagnostic::to_short_text(diagnostics, state.speech, false));
    }
    if !state.quiet {
        let done = message!("serve_built", reports = reports, ms = took.as_millis().to_string());
        let _ = writeln!(out, "{}", done.text(state.speech));
    }
}

/// Returns 128 unguessable bits, as text.
fn random_token() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
