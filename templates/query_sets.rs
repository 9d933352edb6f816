{{ header }}
//! Sets of query options, one for each combination that operations document.
//!
//! They are the second type argument of a request and decide which of its methods are there; there are no values of them.

use {{ up }}::runtime::query;
{% for set in sets %}
/// Requests with {{ set.words }}.
pub enum {{ set.name }} {}
{% for option in set.traits %}
impl query::{{ option }} for {{ set.name }} {}{% endfor %}
{% endfor %}
