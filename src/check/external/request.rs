//! The requests: several hosts at once, one address at a time each.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use ureq::{Agent, Error};

use super::Options;
use crate::messages::{Message, Value};
use crate::mutex::locked;

/// The id of the text that gives a server's status.
pub(super) const STATUS: &str = "external_status";

/// The most redirects that are followed.
const REDIRECTS_MAX: u32 = 8;
/// After this many consecutive addresses without an answer, the rest of a host are skipped.
const FAILURES_MAX: usize = 2;

/// The `User-Agent` header.
const USER_AGENT: &str =
    concat!("actas/", env!("CARGO_PKG_VERSION"), " (check of links; +", env!("CARGO_PKG_REPOSITORY"), ")");

/// What an address must have encoded, besides characters outside ASCII (RFC 3986, section 2).
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The result of requesting an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It answered, with this status.
    Found(u16),
    /// There is no page.
    Gone(Message),
    /// The server did not say.
    Unknown(Message),
}

/// The answers, by address.
pub(super) type Asked<'a> = BTreeMap<&'a str, Answer>;

/// Requests web addresses.
pub(super) fn ask_all<'a>(addresses: &[&'a str], options: &Options) -> Asked<'a> {
    let mut by_host: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for address in addresses {
        by_host.entry(host(address)).or_default().push(address);
    }
    let agent = agent(options);
    let workers = options.hosts_at_once.min(by_host.len());
    let hosts = Mutex::new(by_host.into_values());
    let asked = Mutex::new(BTreeMap::new());
    let done = AtomicUsize::new(0);
    let tell = |count: usize| {
        let done = done.fetch_add(count, Ordering::Relaxed) + count;
        options.listener.tell(done, addresses.len());
    };
    if !addresses.is_empty() {
        tell(0);
    }
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let Some(addresses) = locked(&hosts).next() else { return };
                    let answers = ask_host(&agent, &addresses, options, &tell);
                    locked(&asked).extend(answers);
                }
            });
        }
    });
    let mut asked = locked(&asked);
    std::mem::take(&mut *asked)
}

/// Returns the host of an address, with its port if one is named.
pub(super) fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

fn agent(options: &Options) -> Agent {
    Agent::config_builder()
        .timeout_global(Some(options.timeout))
        .max_redirects(REDIRECTS_MAX)
        .http_status_as_error(false)
        .user_agent(USER_AGENT)
        .build()
        .into()
}

/// Requests the addresses of one host, reporting the progress. After failures in a row ([`FAILURES_MAX`]),
/// because the host is busy or does not answer, the rest get the same answer without a request.
fn ask_host<'a>(
    agent: &Agent,
    addresses: &[&'a str],
    options: &Options,
    tell: &(dyn Fn(usize) + Sync),
) -> Vec<(&'a str, Answer)> {
    let mut answers = Vec::new();
    let mut failures = 0;
    for (at, address) in addresses.iter().enumerate() {
        if at > 0 {
            thread::sleep(options.pause);
        }
        let answer = ask(agent, address, options);
        tell(1);
        let is_failure = match &answer {
            Answer::Unknown(reason) => {
                reason.id() != STATUS || [429, 503].into_iter().any(|busy| *reason == status(busy))
            }
            Answer::Gone(reason) => reason.id() != STATUS,
            Answer::Found(_) => false,
        };
        failures = if is_failure { failures + 1 } else { 0 };
        if failures == FAILURES_MAX {
            let rest = &addresses[at + 1..];
            tell(rest.len());
            answers.extend(rest.iter().map(|address| (*address, answer.clone())));
            answers.push((address, answer));
            return answers;
        }
        answers.push((address, answer));
    }
    answers
}

/// Requests the head of a page, and the page itself if the server gives no useful answer to that.
fn ask(agent: &Agent, address: &str, options: &Options) -> Answer {
    let encoded = utf8_percent_encode(address, ENCODED).to_string();
    match agent.head(&encoded).call() {
        Ok(response) if !is_refusal(response.status().as_u16()) => {
            return Answer::Found(response.status().as_u16());
        }
        Ok(_) | Err(Error::Protocol(_)) => {}
        Err(error) => return failed(&error),
    }
    thread::sleep(options.pause);
    match agent.get(&encoded).call() {
        Ok(response) => answered(response.status().as_u16()),
        Err(error) => failed(&error),
    }
}

fn is_refusal(status: u16) -> bool {
    status >= 400
}

fn answered(code: u16) -> Answer {
    match code {
        404 | 410 => Answer::Gone(status(code)),
        code if is_refusal(code) => Answer::Unknown(status(code)),
        code => Answer::Found(code),
    }
}

fn status(code: u16) -> Message {
    // As text: a status is not a quantity.
    Message::new(STATUS).with("status", code.to_string())
}

fn failed(error: &Error) -> Answer {
    let unknown = |id: &'static str| Answer::Unknown(Message::new(id));
    match error {
        Error::HostNotFound => Answer::Gone(Message::new("external_no-host")),
        Error::BadUri(_) | Error::Http(_) => Answer::Gone(Message::new("address_wrong")),
        Error::Timeout(_) => unknown("external_slow"),
        Error::TooManyRedirects | Error::RedirectFailed => unknown("external_redirects"),
        Error::Tls(_) | Error::Rustls(_) => unknown("external_certificate"),
        Error::Io(_) | Error::ConnectionFailed => unknown("external_no-connection"),
        other => {
            let detail: Value = other.to_string().into();
            Answer::Unknown(Message::new("external_other").with("detail", detail))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_says_whether_a_page_is_gone() {
        assert_eq!(answered(200), Answer::Found(200));
        assert_eq!(answered(404), Answer::Gone(status(404)));
        assert_eq!(answered(410), Answer::Gone(status(410)));
        for code in [400, 401, 403, 429, 500, 503] {
            assert_eq!(answered(code), Answer::Unknown(status(code)), "{code}");
        }
        assert_eq!(failed(&Error::HostNotFound), Answer::Gone(Message::new("external_no-host")));
        assert_eq!(failed(&Error::ConnectionFailed), Answer::Unknown(Message::new("external_no-connection")));
    }

    #[test]
    fn hosts_are_told_with_their_ports() {
        assert_eq!(host("https://a.org:80/b?c"), "a.org:80");
        assert_eq!(host("http://a.org?c"), "a.org");
    }
}
