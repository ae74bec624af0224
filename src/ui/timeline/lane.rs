//! Lanes: one row each, with its items.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    TimelineAxis,
    item::{TimelineItem, item},
};
use crate::{shared::time, t, ui::page::locale};

/// A row of the timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineLane {
    pub id: String,
    pub label: String,
    /// Under the label.
    pub note: Option<String>,
    pub href: Option<String>,
    /// Lanes with the same one stand together under it, in the order in which they first occur.
    pub group: Option<String>,
    pub items: Vec<TimelineItem>,
}

/// The lanes by their group.
pub(super) fn grouped(lanes: Vec<TimelineLane>) -> Vec<(Option<String>, Vec<TimelineLane>)> {
    let mut groups: Vec<(Option<String>, Vec<TimelineLane>)> = Vec::new();
    for lane in lanes {
        match groups.iter_mut().find(|(name, _)| *name == lane.group) {
            Some((_, members)) => members.push(lane),
            None => groups.push((lane.group.clone(), vec![lane])),
        }
    }
    groups
}

/// A heading, where the lanes have one, and its lanes.
pub(super) fn group(axis: TimelineAxis, name: Option<String>, lanes: Vec<TimelineLane>) -> impl IntoView {
    let count = lanes.len();
    let heading = name.clone().map(|name| {
        view! {
            <h2 class="timeline__group">
                <span>{name} " " <span class="count">{count}</span></span>
            </h2>
        }
    });
    let lanes = lanes.into_iter().map(|lane| row(axis, lane)).collect_view();
    view! {
        {heading}
        <ul class="timeline__lanes" role="list" aria-label=name>
            {lanes}
        </ul>
    }
}

fn row(axis: TimelineAxis, lane: TimelineLane) -> impl IntoView {
    let note = lane.note.map(|note| view! { <span class="meta--s">{note}</span> });
    let name = view! { <span class="timeline__title">{lane.label}</span> };
    let label = match lane.href {
        Some(href) => view! { <a class="timeline__label" href=href>{name} {note}</a> }.into_any(),
        None => view! { <div class="timeline__label">{name} {note}</div> }.into_any(),
    };
    // What nobody can walk through item by item is said as one sentence.
    let linked = lane.items.iter().any(|item| item.href.is_some());
    let spoken = (!linked).then(|| sentence(&lane.items));
    let role = if linked { "group" } else { "img" };
    let rooms = rooms(axis, &lane.items);
    let items = lane.items.into_iter().zip(rooms).map(|(one, room)| item(axis, one, room)).collect_view();
    view! {
        <li class="timeline__row" data-lane=lane.id>
            {label}
            <svg class="timeline__lane" role=role aria-label=spoken>
                {items}
            </svg>
        </li>
    }
}

/// All items of a lane in words.
fn sentence(items: &[TimelineItem]) -> String {
    let locale = locale();
    let words: Vec<String> =
        items.iter().filter_map(|item| Some(format!("{} {}", time::day(item.day?), item.label))).collect();
    if words.is_empty() { t::ui::timeline_empty(locale).to_owned() } else { words.join(t::ui::list_break(locale)) }
}

/// Where an item's name has room, in shares of the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Room {
    pub width: f64,
    /// To the left of the item.
    pub before: bool,
}

/// Less than this after the last item, and its name goes before it.
const NARROW: f64 = 14.0;

/// Between a name and the one that stands before the next item.
const BETWEEN: f64 = 1.0;

/// Less than this, and a name is not begun: half a character says nothing.
const LEAST: f64 = 2.5;

/// A name has room up to the next item. At the end of the axis the last name stands before its item and shares the gap
/// with the one before. Of several on one day the first is named.
fn rooms(axis: TimelineAxis, items: &[TimelineItem]) -> Vec<Room> {
    let share = |day: NaiveDate| axis.axis.share(day);
    let mut stands: Vec<f64> = items.iter().filter_map(|item| item.day).map(share).collect();
    stands.sort_by(f64::total_cmp);
    let last = stands.last().copied().unwrap_or_default();
    let before_last = stands.iter().rev().copied().find(|stand| *stand < last).unwrap_or(0.0);
    let turned = 100.0 - last < NARROW && last - before_last > 100.0 - last;
    let half = (last - before_last) / 2.0;
    let mut taken: Vec<f64> = Vec::new();
    items
        .iter()
        .map(|item| {
            let at = item.day.map_or(0.0, share);
            if taken.contains(&at) {
                return Room { width: 0.0, before: false };
            }
            taken.push(at);
            if turned && at >= last {
                return Room { width: if before_last > 0.0 { half } else { last }, before: true };
            }
            let next = stands.iter().copied().find(|stand| *stand > at).unwrap_or(100.0);
            // Between two names that share a gap something is left free.
            let width = if turned && next >= last { (half - BETWEEN).max(0.0) } else { next - at };
            Room { width: if width < LEAST { 0.0 } else { width }, before: false }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(days: &[&str]) -> Vec<TimelineItem> {
        days.iter().map(|day| TimelineItem { day: day.parse().ok(), ..TimelineItem::default() }).collect()
    }

    fn axis() -> TimelineAxis {
        let day = |text: &str| text.parse().expect("a date");
        let axis = crate::ui::Axis { start: day("2016-01-01"), end: day("2016-04-10"), today: day("2016-02-01") };
        TimelineAxis { axis, deadline: None }
    }

    fn room(width: f64, before: bool) -> Room {
        Room { width, before }
    }

    #[test]
    fn a_name_has_room_up_to_the_next_item() {
        let found = rooms(axis(), &items(&["2016-01-11", "2016-01-31"]));
        assert_eq!(found, [room(20.0, false), room(70.0, false)]);
    }

    #[test]
    fn the_last_name_stands_before_its_item_at_the_end() {
        let found = rooms(axis(), &items(&["2016-01-31", "2016-04-10"]));
        assert_eq!(found, [room(34.0, false), room(35.0, true)]);
        assert_eq!(rooms(axis(), &items(&["2016-04-10"])), [room(100.0, true)]);
    }

    #[test]
    fn of_several_items_on_a_day_the_first_is_named() {
        let found = rooms(axis(), &items(&["2016-01-31", "2016-01-31"]));
        assert_eq!(found, [room(70.0, false), room(0.0, false)]);
    }

    #[test]
    fn lanes_of_a_group_stand_together() {
        let lane = |id: &str, group: &str| TimelineLane {
            id: id.to_owned(),
            group: Some(group.to_owned()),
            ..TimelineLane::default()
        };
        let groups = grouped(vec![lane("1", "a"), lane("2", "b"), lane("3", "a")]);
        let ids: Vec<Vec<&str>> =
            groups.iter().map(|(_, lanes)| lanes.iter().map(|lane| lane.id.as_str()).collect()).collect();
        assert_eq!(ids, [vec!["1", "3"], vec!["2"]]);
    }
}
