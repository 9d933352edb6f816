//! Replays a documented exchange: the request that the function builds against the documented one, and the documented
//! answer through the client and back to JSON.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::marker::PhantomData;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use {{ crate_ident }}::Client;
use {{ crate_ident }}::model::{Extra, View, Viewer};
use {{ crate_ident }}::runtime::answer::{Accepted, Answer, Bytes, RawAnswer};
use {{ crate_ident }}::runtime::error::{BadAnswer, Error};
use {{ crate_ident }}::runtime::request::{Content, Request, RequestParts};
use {{ crate_ident }}::runtime::retry::RetryPolicy;
use {{ crate_ident }}::runtime::transport::{MemoryTransport, Scripted};
use {{ crate_ident }}::runtime::wire::Documented;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Serializer, Value};

/// The exchanges of a module's tests.
pub struct Cases(BTreeMap<String, Case>);

impl Cases {
    /// Reads the data file beside the tests.
    pub fn new(data: &str) -> Self {
        let all: BTreeMap<String, Value> = serde_json::from_str(data).expect("the data file is JSON");
        Self(all.into_iter().map(|(test, exchange)| (test, Case::new(&exchange))).collect())
    }

    /// The exchange of a test.
    pub fn case(&self, test: &str) -> &Case {
        self.0.get(test).unwrap_or_else(|| panic!("the data file lacks {test}"))
    }
}

/// A documented exchange.
pub struct Case {
    page: String,
    request: Option<Side>,
    response: Option<Side>,
}

struct Side {
    line: u64,
    method: String,
    url: String,
    status: u16,
    headers: Vec<(String, String)>,
    body: Option<String>,
    json: bool,
    /// What the page shows around the object that is answered.
    around: Option<Value>,
}

/// Fields of a decoded value beside the members of the documented JSON.
///
/// The fields are shown as models show theirs, by the functions of their kinds: hardly any code is made for a type beside that.
pub struct Fields {
    documented: Value,
    item: Option<usize>,
    /// What the fields with a value hold, by the names that the test gives them.
    held: BTreeMap<&'static str, serde_json::Result<Value>>,
    wrong: Vec<String>,
}

impl<'a> Viewer<'a> for Fields {
    fn extra(&mut self, _: &'a Extra) {}

    fn field(&mut self, property: &'static str, view: View<'a>) {
        self.held.insert(property, serde_json::to_value(view));
    }
}

impl Fields {
    /// Goes on with an item of the collection.
    pub fn item(&mut self, index: usize) {
        self.item = Some(index);
    }

    /// What takes the fields.
    pub fn viewer<'a>(&mut self) -> &mut (dyn Viewer<'a> + '_) {
        self
    }

    /// Compares the fields with the members of their names. Nulls and what is not there leave a field empty.
    pub fn end(&mut self, names: &[&'static str]) {
        for name in names {
            match self.held.remove(name).transpose() {
                Ok(found) => self.same(name, found.as_ref()),
                Err(error) => self.wrong.push(format!("`{name}`: its field does not encode: {error}")),
            }
        }
    }

    fn same(&mut self, name: &str, found: Option<&Value>) {
        let object = self.item.map_or(&self.documented, |index| &self.documented["value"][index]);
        let documented = object.get(name).filter(|value| !value.is_null());
        let equal = match (documented, found) {
            // A test names what its page documents; of the items of a collection some go without.
            (None, None) => self.item.is_some(),
            // Large numbers may be written as text.
            (Some(Value::String(text)), Some(Value::Number(number))) => *text == number.to_string(),
            (Some(documented), Some(found)) => same(documented, found),
            _ => false,
        };
        if !equal {
            let text = |value: Option<&Value>| value.map_or_else(|| "nothing".to_owned(), Value::to_string);
            self.wrong.push(format!("`{name}`: documented {}, its field holds {}", text(documented), text(found)));
        }
    }
}

/// The comparison of a type's fields.
type Compare<T> = fn(&T, &mut Fields);

/// What the tests do with a type, which is all that is compiled for each: there are thousands of tests.
trait Read {
    /// Reads an answer as the type, as the client does, compares its fields if there is something to compare with, and writes it
    /// as JSON again; `None` if the type finds no body.
    fn read(&self, answer: &RawAnswer, found: Option<&mut Fields>) -> Result<Option<String>, String>;
}

/// A type that is there.
struct Present<T>(Compare<T>);

/// A type that may be there.
struct Perhaps<T>(Compare<T>);

/// A type that comes when work is accepted, if it comes.
struct Begun<'a, T>(&'a Case, Compare<T>);

/// A list of a type.
struct Listed<T>(PhantomData<T>);

impl<T: Answer + Serialize> Read for Present<T> {
    fn read(&self, answer: &RawAnswer, found: Option<&mut Fields>) -> Result<Option<String>, String> {
        match T::read(answer) {
            Ok(value) => written(&value, self.0, found),
            Err(error) => Err(does_not_decode(&error)),
        }
    }
}

impl<T: Answer + Serialize> Read for Perhaps<T> {
    fn read(&self, answer: &RawAnswer, found: Option<&mut Fields>) -> Result<Option<String>, String> {
        match Option::<T>::read(answer) {
            Ok(Some(value)) => written(&value, self.0, found),
            Ok(None) => Ok(None),
            Err(error) => Err(does_not_decode(&error)),
        }
    }
}

impl<T: Answer + Serialize> Read for Begun<'_, T> {
    fn read(&self, answer: &RawAnswer, found: Option<&mut Fields>) -> Result<Option<String>, String> {
        match Accepted::<T>::read(answer) {
            Ok(accepted) => {
                self.0.same_location(accepted.location.as_deref());
                match accepted.body {
                    Some(value) => written(&value, self.1, found),
                    None => Ok(None),
                }
            }
            Err(error) => Err(does_not_decode(&error)),
        }
    }
}

impl<T: DeserializeOwned + Serialize> Read for Listed<T> {
    fn read(&self, answer: &RawAnswer, found: Option<&mut Fields>) -> Result<Option<String>, String> {
        match serde_json::from_slice::<Vec<T>>(&answer.body) {
            Ok(values) => written(&values, no_fields, found),
            Err(error) => Err(does_not_decode(&error)),
        }
    }
}

/// An answer as the client hands it to the type that reads it.
struct Handed(RawAnswer);

impl Answer for Handed {
    fn read(answer: &RawAnswer) -> Result<Self, Box<BadAnswer>> {
        Ok(Self(answer.clone()))
    }
}

/// A decoded value: its fields are compared, and it is written again.
fn written<T: Serialize>(value: &T, compare: Compare<T>, found: Option<&mut Fields>) -> Result<Option<String>, String> {
    if let Some(found) = found {
        compare(value, found);
    }
    let mut out = Vec::new();
    encoded(value.serialize(&mut Serializer::new(&mut out)), out)
}

fn encoded(result: serde_json::Result<()>, out: Vec<u8>) -> Result<Option<String>, String> {
    let text = match result {
        Ok(()) => String::from_utf8(out).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    text.map(Some).map_err(|reason| format!("the value does not encode: {reason}"))
}

fn does_not_decode(error: &dyn std::fmt::Display) -> String {
    format!("the documented value does not decode: {error}")
}

/// Names fields, their kinds and their properties side by side.
macro_rules! fields {
    ($($field:ident $kind:ident $name:literal),*) => {
        |value: &_, fields: &mut $crate::support::Fields| {
            let to = fields.viewer();
            $(to.$kind($name, &value.$field);)*
            fields.end(&[$($name),*]);
        }
    };
}
pub(crate) use fields;

/// Likewise, for the items of a collection.
macro_rules! items {
    ($($field:ident $kind:ident $name:literal),*) => {
        |page: &_, fields: &mut $crate::support::Fields| {
            if let Some(items) = &page.value {
                let mut index = 0;
                let items = items.as_slice();
                // Models hand out their elements by index too: an iterator would be compiled for each type beside that.
                while index < items.len() {
                    let item = &items[index];
                    fields.item(index);
                    let to = fields.viewer();
                    $(to.$kind($name, &item.$field);)*
                    fields.end(&[$($name),*]);
                    index += 1;
                }
            }
        }
    };
}
pub(crate) use items;

/// For values whose fields the page does not show.
pub fn no_fields<T>(_: &T, _: &mut Fields) {}

fn side(value: &Value) -> Side {
    let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let headers = value["headers"].as_array().map(Vec::as_slice).unwrap_or_default();
    let json = value.get("json").is_some();
    // Some pages show `{"value": {...}}` or a list of one where the service answers the object itself.
    let around = value.get("wrapped").map(|_| value["json"].clone());
    let shown = around.as_ref().map_or(&value["json"], |around| &around["value"]);
    let answered = if around.is_some() { shown.get(0).unwrap_or(shown) } else { shown };
    Side {
        line: value["line"].as_u64().unwrap_or_default(),
        method: text("method"),
        url: text("url"),
        status: u16::try_from(value["status"].as_u64().unwrap_or_default()).unwrap_or_default(),
        headers: headers.iter().map(|pair| (pair[0].as_str().unwrap_or_default().to_owned(), pair[1].as_str().unwrap_or_default().to_owned())).collect(),
        body: if json { Some(answered.to_string()) } else { value["text"].as_str().map(str::to_owned) },
        json,
        around,
    }
}

impl Side {
    /// The documented body; `null` where there is none, or none that is JSON.
    fn document(&self) -> Value {
        serde_json::from_str(self.body.as_deref().unwrap_or("null")).unwrap_or_default()
    }

    fn redirects(&self) -> bool {
        (300..400).contains(&self.status)
    }
}

impl Case {
    fn new(exchange: &Value) -> Self {
        Self {
            page: exchange["page"].as_str().unwrap_or_default().to_owned(),
            request: exchange.get("request").map(side),
            response: exchange.get("response").map(side),
        }
    }

    /// The documented body as the type that the function takes, read as an answer of that type would be. What the type loses
    /// shows when the request is compared.
    pub fn body<T: Answer + Serialize>(&self, compare: Compare<T>) -> T {
        match T::read(&self.body_answer(&Present(compare))) {
            Ok(body) => body,
            Err(error) => self.body_fails(&error),
        }
    }

    /// The documented body as the list that the function takes.
    pub fn bodies<T: DeserializeOwned + Serialize>(&self) -> Vec<T> {
        let answer = self.body_answer(&Listed::<T>(PhantomData));
        match serde_json::from_slice(&answer.body) {
            Ok(bodies) => bodies,
            Err(error) => self.body_fails(&error),
        }
    }

    fn body_answer(&self, read: &dyn Read) -> RawAnswer {
        let side = self.asked();
        let answer = answer_of(side.body.as_deref().unwrap_or("{}"));
        self.holds("request", side, &answer, read);
        answer
    }

    fn body_fails(&self, error: &dyn std::fmt::Display) -> ! {
        self.fail("request", self.asked().line, &does_not_decode(error))
    }

    fn asked(&self) -> &Side {
        self.request.as_ref().expect("the case has a request")
    }

    /// Each field of what is read must hold what the page documents under its name, and what the service may change about the
    /// document must not be lost. Gives what the value is written as.
    fn holds(&self, kind: &str, side: &Side, answer: &RawAnswer, read: &dyn Read) -> String {
        let body = |read: Option<String>| read.ok_or_else(|| "the documented body is lost".to_owned());
        let mut found = Fields { documented: side.document(), item: None, held: BTreeMap::new(), wrong: Vec::new() };
        let written = read.read(answer, Some(&mut found)).and_then(body).unwrap_or_else(|reason| self.fail(kind, side.line, &reason));
        if !found.wrong.is_empty() {
            self.fail(kind, side.line, &found.wrong.join("; "));
        }
        let again = |text: &str| {
            let mut changed = answer.clone();
            changed.body = Bytes::from(text.to_owned());
            read.read(&changed, None).and_then(body)
        };
        if let Err(reason) = super::changes::check(&side.document(), &again) {
            self.fail(kind, side.line, &reason);
        }
        written
    }

    /// The documented body as bytes.
    pub fn bytes(&self) -> Bytes {
        Bytes::from(self.asked().body.clone().unwrap_or_default())
    }

    /// The documented body as content of a media type, in place of JSON.
    pub fn content(&self, media_type: &'static str) -> Content {
        Content::new(media_type, self.bytes())
    }

    fn compare(&self, request: &RequestParts) {
        let Some(side) = &self.request else { return };
        let headers: Vec<(&str, &str)> = side.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let documented =
            Documented { method: &side.method, url: &side.url, headers: &headers, body: side.body.as_deref() };
        let differences = request.compare(&documented);
        if !differences.is_empty() {
            let lines: Vec<String> = differences.iter().map(ToString::to_string).collect();
            self.fail("request", side.line, &lines.join("; "));
        }
        let body = request.body().filter(|_| side.json).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        self.report("request", side.line, "replayed", "", body.as_deref());
    }

    /// The answer as the function's type, and back to JSON.
    fn answered(&self, side: &Side, answer: &RawAnswer, read: &dyn Read) {
        if !side.json {
            if let Err(reason) = read.read(answer, None) {
                self.fail("response", side.line, &reason);
            }
            self.report("response", side.line, "replayed", "", None);
            return;
        }
        let written = self.holds("response", side, answer, read);
        self.same_json(side, &written);
    }

    /// The documented `Location` must be the one that is read.
    fn same_location(&self, found: Option<&str>) {
        let Some(side) = &self.response else { return };
        let documented = side.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("location")).map(|(_, value)| value.as_str());
        if documented.is_some() && found != documented {
            self.fail("response", side.line, &format!("documented Location {documented:?}, found {found:?}"));
        }
    }

    /// The documented answer must be equal to what the decoded answer encodes to.
    fn same_json(&self, side: &Side, encoded: &str) {
        let documented = side.document();
        let again: Value = serde_json::from_str(encoded).unwrap_or_default();
        if !same(&documented, &again) {
            self.fail("response", side.line, &format!("the answer comes back changed: documented {documented}, encoded {again}"));
        }
        let shown = side.around.clone().map(|mut around| {
            let shown = &mut around["value"];
            if shown.is_array() {
                shown[0] = again;
            } else {
                *shown = again;
            }
            around.to_string()
        });
        self.report("response", side.line, "replayed", "", Some(shown.as_deref().unwrap_or(encoded)));
    }

    fn fail(&self, kind: &str, line: u64, reason: &str) -> ! {
        self.report(kind, line, "failed", reason, None);
        panic!("{}:{line}: {kind}: {reason}", self.page);
    }

    fn report(&self, kind: &str, line: u64, outcome: &str, reason: &str, round_trip: Option<&str>) {
        report(&self.page, line, kind, outcome, reason, round_trip);
    }
}

/// Key order and `1` against `1.0` do not count; everything else does.
pub fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left == right || left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len() && left.iter().all(|(key, value)| right.get(key).is_some_and(|other| same(value, other)))
        }
        _ => left == right,
    }
}

/// Writes a line into the file that `DOCWRIGHT_REPLAY_REPORT` names, if it names one.
pub fn report(page: &str, line: u64, kind: &str, outcome: &str, reason: &str, round_trip: Option<&str>) {
    let Some(path) = std::env::var_os("DOCWRIGHT_REPLAY_REPORT") else { return };
    let entry = serde_json::json!({
        "page": page, "line": line, "kind": kind, "outcome": outcome, "reason": reason, "round_trip_json": round_trip,
    });
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).expect("the report can be written");
    // One write a line: tests run side by side.
    file.write_all(format!("{entry}\n").as_bytes()).expect("the report can be written");
}

/// A value that belongs to no exchange of the client: it is decoded and encoded again.
pub fn sample<T: Answer + Serialize>(case: &Case, compare: Compare<T>) {
    let Some(side) = &case.response else { return };
    case.answered(side, &answer_of(side.body.as_deref().unwrap_or("null")), &Present(compare));
}

/// A text as an answer.
fn answer_of(text: &str) -> RawAnswer {
    RawAnswer::of(200, Default::default(), Bytes::from(text.to_owned()))
}

/// An answer that is JSON.
pub fn json<T: Answer + Serialize, Q>(case: &Case, request: Request<T, Q>, compare: Compare<T>) {
    exchange(case, request.answered_with(), &Present(compare));
}

/// An answer that may have a body or none.
pub fn optional<T: Answer + Serialize, Q>(case: &Case, request: Request<Option<T>, Q>, compare: Compare<T>) {
    exchange(case, request.answered_with(), &Perhaps(compare));
}

/// An answer whose work goes on.
pub fn accepted<T: Answer + Serialize, Q>(case: &Case, request: Request<Accepted<T>, Q>, compare: Compare<T>) {
    exchange(case, request.answered_with(), &Begun(case, compare));
}

fn exchange<Q>(case: &Case, request: Request<Handed, Q>, read: &dyn Read) {
    if let Some((side, answer)) = handed(case, request) {
        case.answered(side, &answer, read);
    }
}

/// An answer without a body.
pub fn nothing<Q>(case: &Case, request: Request<(), Q>) {
    let Some((side, _)) = handed(case, request.answered_with()) else { return };
    if side.json {
        case.fail("response", side.line, "the page shows a body that the function's type does not have");
    }
    case.report("response", side.line, "replayed", "", None);
}

/// An answer of bytes.
pub fn bytes<Q>(case: &Case, request: Request<Bytes, Q>) {
    let Some((side, answer)) = handed(case, request.answered_with()) else { return };
    if answer.body != side.body.as_deref().unwrap_or_default() {
        case.fail("response", side.line, "the bytes come back changed");
    }
    case.report("response", side.line, "replayed", "", side.body.as_deref().filter(|_| side.json));
}

/// An operation without an example: the request line is the documented one.
pub fn line<T, Q>(page: &str, request: Request<T, Q>, method: &str, url: &str) {
    same_line(page, request.parts(), method, url);
}

fn same_line(page: &str, request: &RequestParts, method: &str, url: &str) {
    let body = request.body();
    let body = body.as_deref().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let documented = Documented { method, url, headers: &[], body: body.as_deref() };
    let differences = request.compare(&documented);
    assert!(differences.is_empty(), "{page}: {differences:?}");
}

/// Compares the request and sends it: the answer as the client hands it over, or `None` after a documented error or redirect was
/// checked, or where the page shows no answer.
fn handed<Q>(case: &Case, request: Request<Handed, Q>) -> Option<(&Side, RawAnswer)> {
    case.compare(request.parts());
    let side = case.response.as_ref()?;
    let service = Arc::new(service(side));
    let client = client(Arc::clone(&service));
    let outcome = ready(pin!(client.send(request)));
    succeeded(case, side, &service, outcome).map(|answer| (side, answer))
}

/// A service that gives the documented answer.
fn service(side: &Side) -> MemoryTransport {
    let mut scripted = match (&side.body, side.json) {
        (Some(body), true) => Scripted::json(side.status, body.clone()),
        (Some(body), false) => Scripted::bytes(side.status, body.clone()),
        (None, _) => Scripted::status(side.status),
    };
    for (name, value) in &side.headers {
        if !["content-length", "content-type", "transfer-encoding", "content-encoding"].contains(&name.to_ascii_lowercase().as_str()) {
            scripted = scripted.header(name, value);
        }
    }
    let memory = MemoryTransport::new().answer(scripted);
    // What a redirect leads to is not documented; the client must ask for it, and gets an empty answer.
    if side.redirects() { memory.answer(Scripted::status(200)) } else { memory }
}

fn client(service: Arc<MemoryTransport>) -> Client {
    let client = Client::builder().token("replay").transport(service).retry(RetryPolicy::never());
    client.build().expect("the client can be built")
}

/// The answer of a documented success, or `None` after what is none was checked.
fn succeeded(case: &Case, side: &Side, service: &MemoryTransport, outcome: Result<Handed, Error>) -> Option<RawAnswer> {
    if side.redirects() {
        if let Err(error) = outcome {
            case.fail("response", side.line, &format!("the documented redirect is not followed: {error}"));
        }
        let asked = service.requests().len();
        if asked != 2 {
            case.fail("response", side.line, &format!("the documented redirect is not followed: {asked} requests were sent"));
        }
        case.report("response", side.line, "replayed", "", None);
        return None;
    }
    if side.status >= 400 {
        match outcome {
            Ok(_) => case.fail("response", side.line, "a documented error was taken for a success"),
            Err(error) => error_answer(case, side, &error),
        }
        return None;
    }
    match outcome {
        Ok(Handed(answer)) => Some(answer),
        Err(error) => case.fail("response", side.line, &format!("the documented answer is refused: {error}")),
    }
}

/// A documented error must become the typed error with its status, code and message.
fn error_answer(case: &Case, side: &Side, error: &Error) {
    let Some(service) = error.service() else {
        case.fail("response", side.line, &format!("the documented error became another kind of error: {error}"));
    };
    if service.status != side.status {
        case.fail("response", side.line, &format!("documented status {}, found {}", side.status, service.status));
    }
    let body = side.document();
    let inner = body.get("error").unwrap_or(&body);
    for (name, found) in [("code", service.code.as_deref()), ("message", service.message.as_deref())] {
        if let Some(documented) = inner.get(name).and_then(Value::as_str)
            && found != Some(documented)
        {
            case.fail("response", side.line, &format!("documented {name} `{documented}`, found {found:?}"));
        }
    }
    let raw = String::from_utf8_lossy(&service.raw).into_owned();
    if side.json {
        case.same_json(side, &raw);
    } else {
        case.report("response", side.line, "replayed", "", None);
    }
}

/// The result of a future over the in-memory transport, which never waits.
fn ready<T>(mut future: Pin<&mut dyn Future<Output = T>>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..1_000 {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
    panic!("the in-memory transport did not answer");
}
