//! Errors of files and folders in our own words, carried in an [`io::Error`] until they are printed.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::{Message, Speech, Value, message, text};
use crate::visible::shown;

/// A message inside an [`io::Error`]. Its `Display` is in English.
#[derive(Debug)]
struct Said(Message);

impl fmt::Display for Said {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.text(Speech::En))
    }
}

impl Error for Said {}

/// Returns an error with this message.
pub fn io_error(kind: ErrorKind, message: Message) -> io::Error {
    io::Error::new(kind, Said(message))
}

/// Returns the text to print for an error.
pub fn error_text(error: &io::Error, speech: Speech) -> String {
    match reason(error) {
        Value::Message(message) => message.text(speech),
        Value::Text(text) | Value::Lines(text) => shown(&text).into_owned(),
        Value::Count(count) => count.to_string(),
        Value::Spoken { en, es } => {
            if speech == Speech::Es {
                es
            } else {
                en
            }
        }
    }
}

/// Returns the help for an error, if there is one: that of its message, otherwise that of its reason.
pub fn error_help(error: &io::Error, speech: Speech) -> Option<String> {
    match reason(error) {
        Value::Message(message) => help(&message, speech),
        _ => None,
    }
}

fn help(message: &Message, speech: Speech) -> Option<String> {
    let within = || {
        message.values.iter().find_map(|(_, value)| match value {
            Value::Message(reason) => help(reason, speech),
            _ => None,
        })
    };
    message.attribute("help", speech).or_else(within)
}

/// Returns the reason of an error, as a value for another message: our message for it, otherwise our words
/// for the most common kinds, otherwise those of the system, which are in English.
pub fn reason(error: &io::Error) -> Value {
    if let Some(Said(message)) = error.get_ref().and_then(|inside| inside.downcast_ref()) {
        return message.clone().into();
    }
    let known = match error.kind() {
        ErrorKind::NotFound => text!("reason_not-found"),
        ErrorKind::PermissionDenied => text!("reason_denied"),
        ErrorKind::StorageFull => text!("reason_full"),
        ErrorKind::AddrInUse | ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
            text!("reason_in-use")
        }
        ErrorKind::IsADirectory => text!("reason_folder"),
        ErrorKind::NotADirectory => text!("reason_no-folder"),
        ErrorKind::AlreadyExists => text!("reason_exists"),
        ErrorKind::ReadOnlyFilesystem => text!("reason_read-only"),
        ErrorKind::QuotaExceeded => text!("reason_full"),
        ErrorKind::InvalidFilename => text!("reason_name"),
        ErrorKind::FileTooLarge => text!("reason_too-large"),
        _ => return error.to_string().into(),
    };
    Message::of(known).into()
}

/// Returns the error for a failure to read the file or folder at `path`, with the path.
pub(crate) fn unread(path: &Path, error: &io::Error) -> io::Error {
    let path = path.display().to_string();
    io_error(error.kind(), message!("io_read", path = path, detail = reason(error)))
}
