//! Writing JSON (RFC 8259): the little that answers need.

use actas_search_core::text::decimal;

/// A JSON text being written.
#[derive(Default)]
pub(crate) struct Json {
    text: String,
}

impl Json {
    pub(crate) fn finish(self) -> String {
        self.text
    }

    pub(crate) fn object(&mut self, members: &dyn Fn(&mut Json)) {
        self.text.push('{');
        members(self);
        self.close('}');
    }

    pub(crate) fn string(&mut self, name: &str, value: &str) {
        self.name(name);
        self.quoted(value);
        self.text.push(',');
    }

    pub(crate) fn number(&mut self, name: &str, value: usize) {
        self.bare(name, &decimal(value as u32));
    }

    pub(crate) fn bool(&mut self, name: &str, value: bool) {
        self.bare(name, if value { "true" } else { "false" });
    }

    pub(crate) fn strings(&mut self, name: &str, values: &[String]) {
        self.name(name);
        self.text.push('[');
        for value in values {
            self.quoted(value);
            self.text.push(',');
        }
        self.close(']');
        self.text.push(',');
    }

    pub(crate) fn objects<T>(&mut self, name: &str, values: &[T], members: &dyn Fn(&mut Json, &T)) {
        self.name(name);
        self.text.push('[');
        for value in values {
            self.object(&|json| members(json, value));
            self.text.push(',');
        }
        self.close(']');
        self.text.push(',');
    }

    fn bare(&mut self, name: &str, value: &str) {
        self.name(name);
        self.text.push_str(value);
        self.text.push(',');
    }

    fn name(&mut self, name: &str) {
        self.quoted(name);
        self.text.push(':');
    }

    /// Ends a list or an object, without the comma after its last member.
    fn close(&mut self, end: char) {
        if self.text.ends_with(",") {
            self.text.pop();
        }
        self.text.push(end);
    }

    fn quoted(&mut self, value: &str) {
        self.text.push('"');
        for c in value.chars() {
            match c {
                '"' | '\\' => {
                    self.text.push('\\');
                    self.text.push(c);
                }
                '\0'..'\u{20}' => {
                    const DIGITS: &[u8; 16] = b"0123456789abcdef";
                    let code = c as usize;
                    self.text.push_str("\\u00");
                    self.text.push(char::from(DIGITS[code >> 4]));
                    self.text.push(char::from(DIGITS[code & 15]));
                }
                _ => self.text.push(c),
            }
        }
        self.text.push('"');
    }
}
