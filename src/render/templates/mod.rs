//! The data of templates. Theme authors read this: each template has a struct, whose fields are its
//! variables, and each type of value in them has a struct. `docs/theme.md` lists them all; `tests/theme.rs`
//! makes that list from these files.
//!
//! In addition to its own, every template has the variables of [`SharedData`] and [`PageData`]. An `Option`
//! may be absent. Addresses are ready for `href`.

mod items;
mod pages;
mod register;
mod shared;

pub use items::*;
pub use pages::*;
pub use register::*;
pub use shared::*;

use std::marker::PhantomData;

use serde::{Serialize, Serializer};
use tera::Value;

/// The data of a template, in addition to what all templates have.
pub trait Template: Serialize {
    /// The template's file: `home.html`.
    const FILE: &'static str;
}

/// All data about one page: what every template has, and what only its own template has.
#[derive(Serialize)]
pub struct PageData<T> {
    /// The page that is being rendered.
    pub page: PageContext,
    /// The variables of its own template.
    #[serde(flatten)]
    pub own: T,
}

/// A value that is serialised once and used by many templates.
pub struct Prepared<T> {
    value: Value,
    kind: PhantomData<fn() -> T>,
}

impl<T: Serialize> Prepared<T> {
    /// Serialises a value.
    pub fn new(of: &T) -> Prepared<T> {
        Prepared { value: Value::from_serializable(of), kind: PhantomData }
    }
}

impl<T> Clone for Prepared<T> {
    fn clone(&self) -> Self {
        Prepared { value: self.value.clone(), kind: PhantomData }
    }
}

impl<T> Serialize for Prepared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// HTML that is safe, so that templates do not escape it.
#[derive(Clone)]
pub struct Html(Value);

impl Html {
    /// Wraps HTML that this program wrote or sanitised.
    pub fn new(html: &str) -> Html {
        Html(Value::safe_string(html))
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
