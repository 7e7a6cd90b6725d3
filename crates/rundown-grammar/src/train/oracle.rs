//! What each move would cost: how many arcs of the gold tree can no longer be made after
//! it (Goldberg and Nivre, 2013, for arc-hybrid).

use crate::steps::{Move, State};

/// Costs of shift, left and right. A move that cannot be taken costs what the others do
/// not.
pub(super) fn costs(heads: &[u16], state: &State) -> [u32; 3] {
    let ahead = state.next..=state.count;
    let head = |word: u16| heads.get(usize::from(word)).copied().unwrap_or(0);
    let dependents_ahead =
        |word: u16| ahead.clone().filter(|later| head(*later) == word).count() as u32;
    let top = state.on_stack(0);
    let below = state.on_stack(1);
    let mut costs = [u32::MAX; 3];
    if state.can(Move::Shift) {
        let next = state.next;
        let hung = state.stack.iter().filter(|word| head(**word) == next).count();
        let beneath = state.stack.len().saturating_sub(1);
        let heads_lost = state.stack[..beneath].contains(&head(next));
        costs[0] = hung as u32 + u32::from(heads_lost);
    }
    if state.can(Move::Left) {
        let gold = head(top);
        let lost = gold > state.next || below != 0 && gold == below;
        costs[1] = u32::from(lost) + dependents_ahead(top);
    }
    if state.can(Move::Right) {
        costs[2] = u32::from(head(top) >= state.next) + dependents_ahead(top);
    }
    costs
}
