//! Makes one part of a page like another of the same kind and leaves alone whatever is alike already: what is scrolled,
//! unfolded, selected or has the keyboard stays so, and rows keep the heights that the browser knows of them.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, Node};

use super::exchange::elements;

/// Gives `old` the attributes and content of `fresh`, whose nodes may be used up by it.
pub fn morph(old: &Element, fresh: &Element) {
    if old.is_equal_node(Some(fresh)) {
        return;
    }
    attributes(old, fresh);
    let mut place = old.first_child();
    while let Some(wanted) = fresh.first_child() {
        let known = known(old, &wanted, place.as_ref());
        let Some(known) = known else {
            let _ = old.insert_before(&wanted, place.as_ref());
            continue;
        };
        if place.as_ref() == Some(&known) {
            place = known.next_sibling();
        } else {
            let _ = old.insert_before(&known, place.as_ref());
        }
        match (known.dyn_ref::<Element>(), wanted.dyn_ref::<Element>()) {
            (Some(known), Some(wanted)) => morph(known, wanted),
            _ => {
                if known.node_value() != wanted.node_value() {
                    known.set_node_value(wanted.node_value().as_deref());
                }
            }
        }
        let _ = fresh.remove_child(&wanted);
    }
    while let Some(rest) = place {
        place = rest.next_sibling();
        let _ = old.remove_child(&rest);
    }
}

/// The child that is to become `wanted`: the one with its key, or the next one if neither has any.
fn known(old: &Element, wanted: &Node, place: Option<&Node>) -> Option<Node> {
    let (sought, name) = (key(wanted), wanted.node_name());
    let fits = |child: &Node| child.node_name() == name && key(child) == sought;
    let next = place.filter(|next| fits(next)).cloned();
    if next.is_some() || sought.is_none() {
        return next;
    }
    elements(&old.child_nodes()).into_iter().map(Node::from).find(fits)
}

/// What a node is known by: its id, of a row also the first id in it.
fn key(node: &Node) -> Option<String> {
    let element = node.dyn_ref::<Element>()?;
    let id = element.id();
    if !id.is_empty() {
        return Some(id);
    }
    let row = matches!(element.node_name().as_str(), "LI" | "TR");
    let inside = row.then(|| element.query_selector("[id]").ok().flatten())?;
    inside.map(|inside| inside.id())
}

fn attributes(old: &Element, fresh: &Element) {
    for name in names(fresh) {
        let value = fresh.get_attribute(&name).unwrap_or_default();
        if old.get_attribute(&name).as_deref() != Some(&value) {
            let _ = old.set_attribute(&name, &value);
        }
    }
    for name in names(old) {
        if !fresh.has_attribute(&name) {
            let _ = old.remove_attribute(&name);
        }
    }
}

fn names(element: &Element) -> Vec<String> {
    element.get_attribute_names().iter().filter_map(|name| name.as_string()).collect()
}
