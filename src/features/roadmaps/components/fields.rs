//! The rows of the form that proposes a roadmap.

use leptos::prelude::*;

use crate::{
    features::roadmaps::{inputs::RoadmapForm, model::Bounds},
    shared::{locale::Locale, time},
    t,
    ui::{CheckField, DateField, Errors, FormRow, TextField},
};

/// `rows` rows, the last ones empty. A row left empty does not count, one that is ticked is taken out.
pub fn rows(form: &RoadmapForm, errors: &Errors, rows: usize, bounds: Bounds, locale: Locale) -> AnyView {
    (1..=rows).map(|number| row(form, errors, number, bounds, locale)).collect_view().into_any()
}

fn row(form: &RoadmapForm, errors: &Errors, row: usize, bounds: Bounds, locale: Locale) -> AnyView {
    let text = |of: &Vec<String>| of.get(row - 1).cloned().unwrap_or_default();
    let (title, deliverable, due) = (text(&form.titles), text(&form.deliverables), text(&form.dues));
    let milestone = text(&form.milestones);
    let filled = !(title.is_empty() && deliverable.is_empty() && due.is_empty());
    let [title_id, deliverable_id, due_id] = ["title", "deliverable", "due"].map(|name| format!("{name}-{row}"));
    let faults = [&title_id, &deliverable_id, &due_id].map(|id| errors.of(id));
    let [title_fault, deliverable_fault, due_fault] = faults;
    let item = format!("step-{row}");
    let removed = form.removed.contains(&row.to_string());
    let remove = filled.then(|| {
        let id = format!("remove-{row}");
        let label = t::roadmaps::remove(locale, row);
        view! { <CheckField name="removed[]" id label value=row.to_string() checked=removed /> }
    });
    let fields = view! {
        <TextField
            name="titles[]"
            id=title_id
            label=t::roadmaps::line_title(locale, row)
            value=title
            error=title_fault
            required=filled
            timeline=item.clone()
        />
        <TextField
            name="deliverables[]"
            id=deliverable_id
            label=t::roadmaps::line_deliverable(locale, row)
            value=deliverable
            error=deliverable_fault
            required=filled
        />
        <DateField
            name="dues[]"
            id=due_id
            label=t::roadmaps::line_due(locale, row)
            value=due
            error=due_fault
            required=filled
            min=time::day(bounds.first)
            max=time::day(bounds.last)
            timeline=item
        />
    }
    .into_any();
    view! {
        <div class="roadmap-row" role="group" aria-label=t::roadmaps::line(locale, row)>
            <input type="hidden" name="milestones[]" value=milestone />
            <FormRow>{fields}</FormRow>
            {remove}
        </div>
    }
    .into_any()
}
