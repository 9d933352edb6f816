//! What must not be printed.

use std::borrow::Cow;

use serde_json::Value;

const HIDDEN: &str = "<redacted>";

/// The value of a header as it may be printed.
pub(super) fn header<'a>(name: &str, value: &'a str) -> &'a str {
    let secret =
        ["authorization", "proxy-authorization", "cookie", "set-cookie"].iter().any(|known| name.eq_ignore_ascii_case(known));
    if secret || is_secret_name(name) { HIDDEN } else { value }
}

/// The value of a query parameter as it may be printed: tokens of pages and of pre-authenticated addresses are secrets.
pub(super) fn query<'a>(name: &str, value: &'a str) -> &'a str {
    if is_secret_name(name) || matches!(name, "sig" | "tempauth" | "code") { HIDDEN } else { value }
}

/// A body as it may be printed: JSON without the values of secret members; of other bytes, their number.
pub(super) fn body(bytes: &[u8]) -> Cow<'static, str> {
    match serde_json::from_slice::<Value>(bytes) {
        Ok(mut value) => {
            hide(&mut value);
            value.to_string().into()
        }
        Err(_) => format!("<{} bytes>", bytes.len()).into(),
    }
}

fn hide(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                if is_secret_name(name) && !value.is_null() {
                    *value = HIDDEN.into();
                } else {
                    hide(value);
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(hide),
        _ => {}
    }
}

/// Names that speak of secrets, in whatever case: `password`, `newPassword`, `clientSecret`, `$skiptoken`, `keyValue`.
fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let parts =
        ["password", "passphrase", "secret", "token", "credential", "privatekey", "sharedkey", "apikey", "accesskey", "otp"];
    parts.iter().any(|part| name.contains(part)) || ["key", "pin", "passwd", "pwd"].contains(&name.as_str())
}
