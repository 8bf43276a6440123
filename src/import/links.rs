//! Which addresses are kept as links.

/// The schemes of addresses that lead somewhere for every reader.
const SCHEMES: [&str; 5] = ["http://", "https://", "mailto:", "ftp://", "tel:"];

/// Whether an address leads somewhere for every reader: on the web, to a mailbox. Files on the machine of whoever
/// wrote the document do not.
pub fn leads_somewhere(target: &str) -> bool {
    let lower = target.trim().to_lowercase();
    SCHEMES.iter().any(|scheme| lower.starts_with(scheme)) && !lower.contains(['\n', '\r'])
}
