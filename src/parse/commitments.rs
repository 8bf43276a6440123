//! What a front matter says of commitments: who is to do what until when.

use jiff::civil::Date;

use crate::diagnostic::{error, listed, nearest};
use crate::front_keys;
use crate::table::keys::Keys;
use crate::table::value::{Spanned, Table};

/// A commitment, as a front matter states it under `[[commitments]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct DeclaredCommitment {
    /// The label of the point that it comes from: `4`, `9-b`.
    pub point: Option<Spanned<String>>,
    /// Who is to do it: ids of terms, or names.
    pub who: Vec<Spanned<String>>,
    /// What is to be done.
    pub what: String,
    /// The last day for it.
    pub due: Option<Date>,
    /// The time for it as it is said, where no day is known: `mediados de julio`.
    pub when: Option<String>,
    /// Where it stands.
    pub state: State,
}

/// Where a commitment stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// To be done.
    #[default]
    Open,
    /// Done.
    Done,
    /// Given up.
    Dropped,
}

impl State {
    const ALL: [State; 3] = [State::Open, State::Done, State::Dropped];

    /// Returns the state as written in a front matter.
    pub fn name(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Done => "done",
            State::Dropped => "dropped",
        }
    }
}

/// Reads all commitments of a front matter.
pub(super) fn read(keys: &mut Keys<'_>) -> Vec<DeclaredCommitment> {
    keys.tables("commitments").into_iter().filter_map(|table| commitment(keys, table)).collect()
}

fn commitment(keys: &mut Keys<'_>, table: Spanned<Table>) -> Option<DeclaredCommitment> {
    let mut inner = keys.inside(table.value).named(front_keys::of_commitment());
    let point = inner.label("point");
    let who = inner.texts("who");
    let what = inner.text("what");
    let due = inner.date("due").map(|due| due.value);
    let when = inner.text("when").map(|when| when.value);
    let state = state(&mut inner).unwrap_or_default();
    inner.finish();
    let Some(what) = what else {
        keys.report(error!("commitment::no-what"), table.range);
        return None;
    };
    Some(DeclaredCommitment { point, who, what: what.value, due, when, state })
}

/// Reads where a commitment stands, if that is said.
pub(super) fn state(keys: &mut Keys<'_>) -> Option<State> {
    let written = keys.text("state")?;
    let chosen = front_keys::chosen("state", &written.value);
    let found = State::ALL.into_iter().find(|state| Some(state.name()) == chosen);
    if found.is_none() {
        let wrong = error!("commitment::state", ..)
            .suggesting(nearest(
                &written.value,
                front_keys::choices("state").iter().flat_map(front_keys::all_names),
            ))
            .with("key", keys.as_written("state"))
            .with("choices", listed(front_keys::choices("state").iter().map(|state| state.name)))
            .with("value", written.value);
        keys.report(wrong, written.range);
    }
    found
}
