//! Checks links to other sites: whether the linked page exists. This is the only part of the program that
//! contacts other servers, and only when asked to.
//!
//! Each address is requested once, whatever follows its `#`. Addresses that answered are recorded in a
//! [cache] and not requested again for some days; those that did not are requested again each time. A server
//! that refuses (403), is busy (429, 5xx) or slow has not said that the page is gone, so that is a note; 404,
//! 410 and an unknown host are warnings.

pub mod cache;
mod request;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::Material;
use crate::diagnostic::{Diagnostic, Place, listed};
use cache::Cache;
use request::{Answer, Asked};

/// The most files listed in a message.
const FILES_MAX: usize = 3;

/// How links to other sites are checked.
#[derive(Clone, Debug)]
pub struct Options {
    /// The file that records which addresses answered.
    pub cache: PathBuf,
    /// How long an answer remains valid.
    pub age: SignedDuration,
    /// The time now.
    pub now: Timestamp,
    /// How long an address may take to answer.
    pub timeout: Duration,
    /// How many hosts are contacted at once; each gets one request at a time.
    pub hosts_at_once: usize,
    /// The pause between two requests to a host.
    pub pause: Duration,
    /// Receives the progress.
    pub listener: Listener,
}

/// Called after each answer with the number of addresses done and in all, for a progress bar. The default
/// does nothing.
#[derive(Clone)]
pub struct Listener(Arc<dyn Fn(usize, usize) + Send + Sync>);

impl Listener {
    /// Returns a listener that calls a function.
    pub fn new(listener: impl Fn(usize, usize) + Send + Sync + 'static) -> Listener {
        Listener(Arc::new(listener))
    }

    fn tell(&self, done: usize, all: usize) {
        (self.0)(done, all);
    }
}

impl Default for Listener {
    fn default() -> Listener {
        Listener::new(|_, _| {})
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Listener")
    }
}

impl Options {
    /// Returns the default options, with the cache at `cache`.
    pub fn new(cache: PathBuf, age_days: u32, now: Timestamp) -> Options {
        Options {
            cache,
            age: SignedDuration::from_hours(24 * i64::from(age_days)),
            now,
            timeout: Duration::from_secs(15),
            hosts_at_once: 8,
            pause: Duration::from_millis(250),
            listener: Listener::default(),
        }
    }
}

/// Where an address is used.
struct Use<'a> {
    source: &'a str,
    path: &'a str,
    range: Range<usize>,
}

/// Checks the links of the selected texts. Returns how many addresses there are.
pub(super) fn check(material: &Material<'_>, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> usize {
    let uses = addresses(material);
    let mut cache = Cache::read(&options.cache, diagnostics);
    let is_to_be_asked = |address: &&String| !cache.knows(address, options.now, options.age);
    let wanted: Vec<&str> = uses.keys().filter(is_to_be_asked).map(String::as_str).collect();
    let asked = request::ask_all(&wanted, options);
    for (address, answer) in &asked {
        if let Answer::Found(status) = answer {
            cache.note(address, *status, options.now);
        }
    }
    cache.forget_older(options.now, options.age);
    cache.write(&options.cache, diagnostics);
    if is_offline(&asked) {
        diagnostics.push(Diagnostic::note("check::external").variant("offline").with("count", asked.len()));
    } else {
        diagnostics
            .extend(asked.iter().filter_map(|(address, answer)| told(address, answer, &uses[*address])));
    }
    uses.len()
}

/// Returns the addresses of other sites with the places that link to them, without those that the settings
/// allow.
fn addresses<'a>(material: &'a Material<'_>) -> BTreeMap<String, Vec<Use<'a>>> {
    let mut uses: BTreeMap<String, Vec<Use<'_>>> = BTreeMap::new();
    for text in material.read() {
        for link in &text.document.body.links {
            let address = link.destination.trim();
            let is_web = ["http://", "https://"].iter().any(|scheme| {
                address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            });
            if !is_web || material.config.check.allows(address) {
                continue;
            }
            let whole = address.split('#').next().unwrap_or(address).to_owned();
            let (path, source) = (text.document.path.as_str(), &*text.source.text);
            uses.entry(whole).or_default().push(Use { source, path, range: link.range.clone() });
        }
    }
    uses
}

fn told(address: &str, answer: &Answer, uses: &[Use<'_>]) -> Option<Diagnostic> {
    let (found, reason) = match answer {
        Answer::Found(_) => return None,
        Answer::Gone(reason) => (Diagnostic::warning("check::external"), reason),
        Answer::Unknown(reason) => (Diagnostic::note("check::external").variant("unverified"), reason),
    };
    let mut files: Vec<&str> = uses.iter().map(|of| of.path).collect();
    files.dedup();
    let first = uses.first()?;
    let found = found
        .with("address", address)
        .with("reason", reason.clone())
        .with("count", uses.len())
        .with("files", listed(files.into_iter().take(FILES_MAX)));
    Some(found.at(Place::in_text(first.path, first.source, first.range.clone())))
}

/// Whether nobody answered although several hosts were contacted: then this machine is probably offline.
fn is_offline(asked: &Asked<'_>) -> bool {
    let hosts: std::collections::BTreeSet<&str> =
        asked.keys().map(|address| request::host(address)).collect();
    let has_answered = |answer: &Answer| match answer {
        Answer::Found(_) => true,
        Answer::Gone(reason) | Answer::Unknown(reason) => reason.id() == request::STATUS,
    };
    hosts.len() > 1 && !asked.values().any(has_answered)
}
