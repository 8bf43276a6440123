//! What a front matter says of agreements and commitments of earlier reports: they are done, given up, moved.

use jiff::civil::Date;

use super::commitments::{self, State};
use crate::diagnostic::error;
use crate::front_keys;
use crate::table::keys::Keys;
use crate::table::value::{Spanned, Table};

/// What became of an agreement or a commitment, as a later front matter states it under `[[follow_up]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowUp {
    /// The earlier report by its id, then the point or agreement by anchor or label:
    /// `2023-10-03-antigua#acuerdo-3`.
    pub of: Spanned<String>,
    /// The place of a commitment among those of that report, from 1; then `of` names the report alone.
    pub commitment: Option<Spanned<String>>,
    /// Where it stands now, if that is said.
    pub state: Option<State>,
    /// The new last day for it, if it was moved.
    pub due: Option<Date>,
    /// What else is said of it.
    pub note: Option<String>,
}

/// Reads all of a front matter.
pub(super) fn read(keys: &mut Keys<'_>) -> Vec<FollowUp> {
    keys.tables("follow_up").into_iter().filter_map(|table| follow_up(keys, table)).collect()
}

fn follow_up(keys: &mut Keys<'_>, table: Spanned<Table>) -> Option<FollowUp> {
    let mut inner = keys.inside(table.value).named(front_keys::of_follow_up());
    let of = inner.text("of");
    let commitment = inner.label("commitment");
    let state = commitments::state(&mut inner);
    let due = inner.date("due").map(|due| due.value);
    let note = inner.text("note").map(|note| note.value);
    inner.finish();
    let Some(of) = of else {
        keys.report(error!("follow-up::no-target"), table.range);
        return None;
    };
    Some(FollowUp { of, commitment, state, due, note })
}
