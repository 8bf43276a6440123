//! What templates are given. Theme authors read this: each template has a struct, whose fields are its
//! variables, and each kind of value in them has one. `docs/theme.md` lists them all; `tests/theme.rs` makes
//! that list of these files.
//!
//! Besides its own, every template has the variables of [`SharedData`] and [`PageData`]. A field that is an
//! `Option` may be none. Addresses are ready for `href`.

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

/// What a template is given beside what all are given.
pub trait Template: Serialize {
    /// The template's file: `home.html`.
    const FILE: &'static str;
}

/// Everything about one page: what all templates are given of it, and what its own is.
#[derive(Serialize)]
pub struct PageData<T> {
    /// The page that is being rendered.
    pub page: PageContext,
    /// What its template alone is given.
    #[serde(flatten)]
    pub own: T,
}

/// A value that is made once and is part of what many templates are given.
pub struct Prepared<T> {
    value: Value,
    kind: PhantomData<fn() -> T>,
}

impl<T: Serialize> Prepared<T> {
    /// Makes it of what it shows.
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

/// HTML that is safe as it is, so that templates do not escape it.
#[derive(Clone)]
pub struct Html(Value);

impl Html {
    /// Takes HTML that this program wrote or has made safe.
    pub fn new(html: &str) -> Html {
        Html(Value::safe_string(html))
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
