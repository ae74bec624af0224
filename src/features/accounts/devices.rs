//! What a browser's name for itself (User-Agent) says to people: 「Chrome · Windows」.

use crate::{shared::locale::Locale, t};

/// Signs of a browser, the more special first: most claim to be several.
const BROWSERS: [(&str, &str); 13] = [
    ("MicroMessenger", "微信"),
    ("QQBrowser", "QQ 浏览器"),
    ("360SE", "360 浏览器"),
    ("UBrowser", "UC 浏览器"),
    ("UCBrowser", "UC 浏览器"),
    ("HuaweiBrowser", "华为浏览器"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari/", "Safari"),
];

/// Signs of a system, the more special first.
const SYSTEMS: [(&str, &str); 9] = [
    ("HarmonyOS", "HarmonyOS"),
    ("OpenHarmony", "HarmonyOS"),
    ("iPad", "iPad"),
    ("iPhone", "iPhone"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("UOS", "统信 UOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];

/// Browser and system in words; what is not known is called so.
#[must_use]
pub fn words(device: &str, locale: Locale) -> String {
    let find =
        |signs: &[(&str, &'static str)]| signs.iter().find(|(sign, _)| device.contains(sign)).map(|(_, name)| *name);
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => t::accounts::unknown_device(locale).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_called_by_their_names() {
        for (device, name) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 Edg/120.0",
                "Edge · Windows",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox · Linux"),
            (
                "Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15 Version/16.0 Mobile/15E148 Safari/604.1",
                "Safari · iPad",
            ),
            (
                "Mozilla/5.0 (Linux; Android 13; HarmonyOS) AppleWebKit/537.36 Chrome/114.0 Mobile Safari/537.36",
                "Chrome · HarmonyOS",
            ),
            ("curl/8", "未知设备"),
        ] {
            assert_eq!(words(device, Locale::Chinese), name);
        }
    }
}
