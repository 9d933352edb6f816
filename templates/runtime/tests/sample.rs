//! The contract of models, on code in the form that the generator prints.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

// As in a generated crate, the runtime is a module and generated code is its sibling.
#[path = "../src/lib.rs"]
#[allow(dead_code, unused_imports, unreachable_pub, reason = "a crate uses some of its runtime, this test less")]
mod runtime;
#[path = "sample/mod.rs"]
#[allow(dead_code, unreachable_pub, reason = "the test uses some of each type")]
mod sample;

use std::hash::{Hash, Hasher};

use runtime::model::{Collection, Flags, Json, Null, ReadOnly, Single, State, encode_body, from_reader, from_slice, from_str};
use runtime::value::{DateTimeOffset, Decimal, Duration, Guid};
use sample::{
    AgeGroup, AssignLicenseBody, AssignedLicense, DayOfWeek, DirectoryObject, DirectoryObjectDerived, Group, Nothing, User,
};
use serde_json::{Value, json};

/// Decodes and encodes, and expects the same JSON in every way in and out.
#[track_caller]
fn round_trip<T>(json: &str) -> T
where
    T: runtime::model::Model + Default + Clone + PartialEq + std::fmt::Debug + serde::Serialize + serde::de::DeserializeOwned,
{
    let tree: Value = serde_json::from_str(json).unwrap();
    let model: T = from_str(json).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&runtime::model::to_string(&model).unwrap()).unwrap(), tree, "own");
    assert_eq!(serde_json::to_value(&model).unwrap(), tree, "to_value");
    assert_eq!(serde_json::from_slice::<T>(json.as_bytes()).unwrap(), model, "from_slice");
    assert_eq!(serde_json::from_reader::<_, T>(json.as_bytes()).unwrap(), model, "from_reader");
    assert_eq!(from_reader::<T>(json.as_bytes()).unwrap(), model, "own reader");
    assert_eq!(serde_json::to_value(serde_json::from_value::<T>(tree.clone()).unwrap()).unwrap(), tree, "from_value");
    let text = serde_json::to_string(&model).unwrap();
    assert_eq!(serde_json::from_str::<T>(&text).unwrap(), model, "again");
    assert_eq!(serde_json::to_string(&model.clone()).unwrap(), text, "clone");
    model
}

#[track_caller]
fn body(model: &dyn runtime::model::Model, read_only: ReadOnly) -> String {
    String::from_utf8(encode_body(model, read_only).unwrap()).unwrap()
}

#[track_caller]
fn error(json: &str) -> String {
    from_str::<User>(json).unwrap_err().to_string()
}

#[test]
fn the_three_states_of_a_property_survive() {
    let user: User = round_trip(r#"{"displayName":null,"mail":"adele@contoso.example","manager":null,"memberOf":null}"#);
    assert_eq!(user.display_name, None);
    assert_eq!(runtime::model::state(&user, "displayName"), Some(State::Null));
    assert_eq!(runtime::model::state(&user, "mail"), Some(State::Value));
    assert_eq!(runtime::model::state(&user, "id"), Some(State::Absent));
    assert_eq!(runtime::model::state(&user, "noSuchProperty"), None);
    assert_eq!(body(&User::default(), ReadOnly::Omit), "{}");
}

#[test]
fn the_three_states_of_a_property_can_be_set() {
    let user = User::default().with_display_name("Adele").with_mail(Null).with_sign_ins(5).with_age_group(AgeGroup::Adult);
    assert_eq!(body(&user, ReadOnly::Omit), r#"{"displayName":"Adele","mail":null,"signIns":5,"ageGroup":"adult"}"#);
    let user = user.with_mail("a@contoso.example").with_display_name(None::<&str>).with_sign_ins(Null).with_age_group("adult");
    assert_eq!(body(&user, ReadOnly::Omit), r#"{"mail":"a@contoso.example","signIns":null,"ageGroup":"adult"}"#);
    let mut user: User = from_str(r#"{"mail":null}"#).unwrap();
    user.mail = Some("set".to_owned());
    assert_eq!(body(&user, ReadOnly::Keep), r#"{"mail":"set"}"#, "a value counts more than the null that arrived");
}

#[test]
fn the_last_of_repeated_members_counts() {
    let user: User = from_str(r#"{"mail":"a","signIns":"1","mail":null,"signIns":2,"memberOf":[{}],"memberOf":[]}"#).unwrap();
    assert_eq!(serde_json::to_string(&user).unwrap(), r#"{"mail":null,"signIns":2,"memberOf":[]}"#);
}

#[test]
fn undocumented_properties_and_annotations_are_sent_again() {
    let text = r#"{"@odata.etag":"W/\"1\"","big":123456789012345678901234567890,"decimal":1.10,"deep":{"b":[1,{"a":null}],"c":1e400},"mail@odata.x":true}"#;
    let user: User = from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&user).unwrap(), text);
    round_trip::<User>(
        r#"{"@odata.etag":"1","mail":"m","ratio":2,"price":"1.0","member":[null],"memberOf":[null,{}],"id":null}"#,
    );
    assert_eq!(user.extra.get_str("@odata.etag").as_deref(), Some("W/\"1\""));
    assert_eq!(user.extra.get("decimal").map(|json| json.to_string()).as_deref(), Some("1.10"));
    assert_eq!(
        user.extra.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        ["@odata.etag", "big", "decimal", "deep", "mail@odata.x"]
    );
    let mut user = user;
    user.extra.insert("deep", "shallow");
    assert_eq!(user.extra.remove("big").map(|json| json.to_string()).as_deref(), Some("123456789012345678901234567890"));
    assert_eq!(
        serde_json::to_string(&user).unwrap(),
        r#"{"@odata.etag":"W/\"1\"","decimal":1.10,"mail@odata.x":true,"deep":"shallow"}"#
    );
}

#[test]
fn each_object_keeps_its_own_undocumented_properties() {
    let text = r##"{"a":1,"manager":{"@odata.type":"#x","b":2,"more":[{"c":3}],"d":4},"memberOf":[{"e":5},{},{"id":"6","f":{"g":7}}],"h":8}"##;
    let written = |user: &User| serde_json::from_str::<Value>(&serde_json::to_string(user).unwrap()).unwrap();
    let user: User = from_str(text).unwrap();
    assert_eq!(written(&user), serde_json::from_str::<Value>(text).unwrap());
    assert_eq!(user.extra.iter().collect::<Vec<_>>(), [("a", "1"), ("h", "8")]);
    let manager = &user.manager.as_ref().unwrap().extra;
    assert_eq!(manager.iter().collect::<Vec<_>>(), [("b", "2"), ("more", r#"[{"c":3}]"#), ("d", "4")]);
    assert_eq!(manager.odata_type(), Some("#x"));
    let repeated = r##"{"manager":{"a":1,"@odata.type":"#y","@odata.type":"#x"},"manager":{"@odata.type":"#x","b":2}}"##;
    let user: User = from_str(repeated).unwrap();
    assert_eq!(serde_json::to_string(&user).unwrap(), r##"{"manager":{"@odata.type":"#x","b":2}}"##);
}

#[test]
fn what_could_not_be_read_is_in_no_other_document() {
    for broken in [r#"{"a":1,"manager":{"b":2,"#, r#"{"a":1,"b""#, r#"{"a":1,"mail":2}"#, r#"{"a":1,"b":nul}"#] {
        assert!(from_str::<User>(broken).is_err(), "{broken}");
        round_trip::<User>(r#"{"c":3}"#);
        round_trip::<User>(r#"{"id":"4"}"#);
    }
}

#[test]
fn undocumented_properties_are_equal_in_any_order_and_layout() {
    let parse = |text| from_str::<User>(text).unwrap();
    assert_eq!(parse(r#"{"a":[1, 2],"b":"x  y"}"#), parse(r#"{"b":"x  y","a":[1,2]}"#));
    assert_ne!(parse(r#"{"b":"x  y"}"#), parse(r#"{"b":"x y"}"#));
    assert_ne!(parse(r#"{"mail":null}"#), parse("{}"));
}

#[test]
fn null_among_elements_survives() {
    let user: User =
        round_trip(r#"{"businessPhones":[null,"1",null,null,"2",null],"memberOf":[null,{"id":"3"}],"ages":["adult",null]}"#);
    assert_eq!(user.business_phones.as_deref(), Some(&["1".to_owned(), "2".to_owned()][..]));
    assert_eq!(user.member_of.as_ref().map(Vec::len), Some(1));
    round_trip::<User>(r#"{"businessPhones":[null],"anything":[null,1],"prices":[null,1.50]}"#);
    let mut user = user;
    user.business_phones = Some(vec!["7".to_owned()]);
    assert!(body(&user, ReadOnly::Keep).contains(r#""businessPhones":["7"]"#));
}

#[test]
fn read_only_properties_are_sent_only_when_asked() {
    let text = r#"{"id":"1","createdDateTime":"2020-01-01T00:00:00Z","mail":"m","manager":{"id":"2","deletedDateTime":null}}"#;
    let user: User = round_trip(text);
    assert_eq!(body(&user, ReadOnly::Omit), r#"{"mail":"m","manager":{"id":"2","deletedDateTime":null}}"#);
    let named = body(&user, ReadOnly::OmitBut(&["createdDateTime"]));
    assert_eq!(named, r#"{"createdDateTime":"2020-01-01T00:00:00Z","mail":"m","manager":{"id":"2","deletedDateTime":null}}"#);
    assert_eq!(body(&user, ReadOnly::Keep), text);
    assert_eq!(body(&User::default().with_id(Null), ReadOnly::Omit), "{}");
}

#[test]
fn another_kind_of_value_is_an_error_with_its_path() {
    assert_eq!(error(r#"{"manager":{"id":5}}"#), "at user.manager.id: expected string, found number at line 1 column 18");
    assert_eq!(error(r#"{"manager":"me"}"#), "at user.manager: expected object, found string at line 1 column 15");
    assert_eq!(
        error(r#"{"memberOf":[{},{"id":true}]}"#),
        "at user.memberOf[1].id: expected string, found boolean at line 1 column 26"
    );
    assert_eq!(
        error(r#"{"businessPhones":["1",{}]}"#),
        "at user.businessPhones[1]: expected string, found object at line 1 column 25"
    );
    assert_eq!(error(r#"{"businessPhones":"1"}"#), "at user.businessPhones: expected array, found string at line 1 column 21");
    assert_eq!(error(r#"{"signIns":"many"}"#), "at user.signIns: expected number (Int64), found string at line 1 column 17");
    assert!(error(r#"{"price":{}}"#).starts_with("at user.price: expected number (Decimal), found object"));
    assert!(error(r#"{"mail":"#).starts_with("at user.mail: EOF while parsing a value"));
    assert!(error("[]").starts_with("at user: expected object, found array"));
    let failure = from_slice::<User>(br#"{"accountEnabled":"yes"}"#).unwrap_err();
    assert_eq!((failure.path(), failure.expected(), failure.found()), ("user.accountEnabled", Some("boolean"), Some("string")));
    let through_serde = serde_json::from_str::<User>(r#"{"manager":{"id":5}}"#).unwrap_err().to_string();
    assert_eq!(through_serde, "at user.manager.id: expected string, found number at line 1 column 18");
    let page = from_str::<Collection<User>>(r#"{"value":[{"mail":1}]}"#).unwrap_err();
    assert_eq!(page.path(), "collection.value[0].mail");
}

#[test]
fn numbers_lose_nothing() {
    let text = r#"{"signIns":"9007199254740993","price":79228162514264337593543950335.10,"score":1,"ratio":2.50,"sizes":[1,"2",null,3.0]}"#;
    let user: User = from_str(text).unwrap();
    assert_eq!(user.sign_ins, Some(9_007_199_254_740_993));
    assert_eq!(user.sizes, Some(vec![1, 2, 3]));
    assert_eq!(user.score, Some(1.0));
    let text = text.replace("2.50", "2.5");
    assert_eq!(serde_json::to_string(&user).unwrap(), text);
    let mut user = user;
    user.sign_ins = Some(7);
    user.sizes = Some(vec![1, 2, 4]);
    let text = text.replace("\"9007199254740993\"", "7").replace(r#"[1,"2",null,3.0]"#, "[1,2,4]");
    assert_eq!(serde_json::to_string(&user).unwrap(), text);
    for text in [
        r#"{"score":"NaN"}"#,
        r#"{"score":"-INF"}"#,
        r#"{"price":"1.10"}"#,
        r#"{"score":12345678901234567890}"#,
        r#"{"score":9007199254740993}"#,
        r#"{"score":122.33333333333333}"#,
        r#"{"score":-0.0}"#,
    ] {
        assert_eq!(serde_json::to_string(&from_str::<User>(text).unwrap()).unwrap(), text);
    }
    assert!(from_str::<User>(r#"{"score":"infinity"}"#).is_err());
    assert!(from_str::<User>(r#"{"signIns":9223372036854775808}"#).is_err());
}

#[test]
fn dates_and_identifiers_lose_nothing() {
    let user: User = round_trip(
        r#"{"createdDateTime":"0001-01-01T00:00:00Z","deletedDateTime":"2020-01-01T00:00:00.1234567-08:00","retention":"P2W","key":"0F000000-0000-0000-0000-00000000000A"}"#,
    );
    assert_eq!(user.created_date_time.as_ref().and_then(DateTimeOffset::year), Some(1));
    assert_eq!(user.deleted_date_time.as_ref().and_then(DateTimeOffset::nanosecond), Some(123_456_700));
    assert_eq!(user.retention, Some(Duration::from("P2W")));
    assert_eq!(user.key, Some(Guid::from("0f000000-0000-0000-0000-00000000000a")));
    round_trip::<User>(r#"{"createdDateTime":"datetime","key":"{guid}","retention":"two weeks"}"#);
}

#[test]
fn undocumented_members_of_enumerations_keep_their_text() {
    let user: User = round_trip(r#"{"ageGroup":"elder","days":"monday, someday","ages":["minor","elder","unknownFutureValue"]}"#);
    assert_eq!(user.age_group.as_ref().map(ToString::to_string).as_deref(), Some("elder"));
    assert!(matches!(user.age_group, Some(AgeGroup::Undocumented(_))));
    assert_eq!(user.ages.as_ref().and_then(|ages| ages.last()), Some(&AgeGroup::UnknownFutureValue));
    let days = user.days.unwrap();
    assert!(days.contains(&DayOfWeek::Monday));
    assert_eq!(days.iter().map(|day| day.to_string()).collect::<Vec<_>>(), ["monday", "someday"]);
    assert_eq!(Flags::from([DayOfWeek::Monday, DayOfWeek::Friday]).as_str(), "monday,friday");
    assert_eq!(serde_json::from_str::<AgeGroup>("\"adult\"").unwrap(), AgeGroup::Adult);
    assert_eq!(format!("{:?}", AgeGroup::Minor), "minor");
}

#[test]
fn the_odata_type_selects_the_derived_type() {
    let text = r##"{"@odata.type":"#microsoft.graph.user","id":"1","mail":"m","signIns":"5","manager":null,"more":1.0}"##;
    let object: DirectoryObject = round_trip(text);
    let DirectoryObjectDerived::User(user) = object.derived().unwrap() else { panic!("{object:?}") };
    assert_eq!((user.mail.as_deref(), user.sign_ins), (Some("m"), Some(5)));
    assert_eq!(runtime::model::state(&*user, "manager"), Some(State::Null));
    assert_eq!(
        serde_json::from_str::<Value>(&body(&*user, ReadOnly::Keep)).unwrap(),
        serde_json::from_str::<Value>(text).unwrap()
    );
    let again = DirectoryObject::from(*user);
    assert_eq!(again, object);

    let page: Collection<DirectoryObject> = round_trip(
        r##"{"value":[{"@odata.type":"#microsoft.graph.group","displayName":"g"},{"@odata.type":"#x.y","a":1},{"id":"3"}]}"##,
    );
    let derived: Vec<_> = page.value.iter().flatten().map(|object| object.derived().unwrap()).collect();
    assert!(matches!(&derived[0], DirectoryObjectDerived::Group(group) if group.display_name.as_deref() == Some("g")));
    assert!(matches!(&derived[1], DirectoryObjectDerived::Other(object) if object.extra.odata_type() == Some("#x.y")));
    assert!(matches!(&derived[2], DirectoryObjectDerived::Other(_)));
}

#[test]
fn derived_types_are_copied_compared_and_shown_by_their_models() {
    let group = DirectoryObjectDerived::Group(Box::new(Group::default().with_display_name("g")));
    let user = DirectoryObjectDerived::User(Box::default());
    let other = DirectoryObjectDerived::Other(Box::new(DirectoryObject::default().with_id("3")));
    for value in [&group, &user, &other] {
        let copy = value.clone();
        assert_eq!(std::mem::discriminant(&copy), std::mem::discriminant(value));
        assert_eq!(&copy, value);
    }
    assert_ne!(user, DirectoryObjectDerived::Group(Box::default()), "two types without any value");
    assert_ne!(group, DirectoryObjectDerived::Group(Box::default()));
    assert_eq!(format!("{group:?}"), r#"group { displayName: "g" }"#);
}

#[test]
fn members_of_enumerations_are_hashed_by_their_text() {
    let members = [AgeGroup::Minor, AgeGroup::UnknownFutureValue, AgeGroup::from("ancient")];
    assert!(matches!(members, [AgeGroup::Minor, AgeGroup::UnknownFutureValue, AgeGroup::Undocumented(_)]));
    let hash = |value: &dyn Fn(&mut std::hash::DefaultHasher)| {
        let mut hasher = std::hash::DefaultHasher::new();
        value(&mut hasher);
        hasher.finish()
    };
    for member in &members {
        assert_eq!(hash(&|to| member.hash(to)), hash(&|to| member.to_string().hash(to)));
    }
}

#[test]
fn an_odata_type_is_sent_as_it_arrived() {
    for text in [
        r##"{"@odata.type":"#microsoft.graph.user"}"##,
        r#"{"@odata.type":"microsoft.graph.user"}"#,
        r#"{"@odata.type":"https://x/#microsoft.graph.user"}"#,
        r#"{"@odata.type":null}"#,
        r#"{"@odata.type":""}"#,
    ] {
        round_trip::<User>(text);
    }
    let mut user = User::default();
    user.extra.send_own_type();
    assert_eq!(body(&user, ReadOnly::Omit), r##"{"@odata.type":"#microsoft.graph.user"}"##);
}

#[test]
fn a_derived_type_becomes_its_base() {
    let group = Group::default().with_display_name("g").with_id("1");
    let object = DirectoryObject::from(group);
    assert_eq!(body(&object, ReadOnly::Keep), r##"{"@odata.type":"#microsoft.graph.group","id":"1","displayName":"g"}"##);
    let mut unfit = Group::default();
    unfit.extra.insert("id", 1);
    let object = DirectoryObject::from(unfit);
    assert_eq!(body(&object, ReadOnly::Keep), r##"{"@odata.type":"#microsoft.graph.group","id":1}"##, "is kept as it is");
    let user = User::default().with_member_of([Group::default().with_display_name("g")]);
    assert_eq!(body(&user, ReadOnly::Omit), r##"{"memberOf":[{"@odata.type":"#microsoft.graph.group","displayName":"g"}]}"##);
}

#[test]
fn a_derived_value_that_does_not_fit_is_an_error() {
    let object: DirectoryObject = from_str(r##"{"@odata.type":"#microsoft.graph.user","mail":5}"##).unwrap();
    assert!(object.derived().unwrap_err().to_string().starts_with("at user.mail: "));
}

#[test]
fn the_body_of_an_action_takes_what_is_required() {
    let body_of_action = AssignLicenseBody::new([AssignedLicense::default().with_sku_id("x")], Null).with_notify(true);
    assert_eq!(body(&body_of_action, ReadOnly::Omit), r#"{"addLicenses":[{"skuId":"x"}],"removeLicenses":null,"notify":true}"#);
}

#[test]
fn scalars_arrive_in_an_envelope() {
    let answer: Single<bool> = round_trip(r#"{"@odata.context":"c","value":true}"#);
    assert_eq!(answer.value, Some(true));
    let answer: Single<Vec<Guid>> = round_trip(r#"{"value":["x","y"]}"#);
    assert_eq!(answer.value.map(|values| values.len()), Some(2));
    let page: Collection<String> = round_trip(r#"{"@odata.count":2,"@odata.nextLink":"n","value":["a",null]}"#);
    assert_eq!((page.count, page.next_link.as_deref()), (Some(2), Some("n")));
}

#[test]
fn values_of_any_kind_are_kept() {
    let user: User = round_trip(r#"{"anything":[1,"a",null,{"b":[]}],"blob":{"a":{"b":null}}}"#);
    assert_eq!(user.blob.as_ref().map(Json::to_value), Some(json!({"a": {"b": null}})));
    assert_eq!(body(&User::default().with_blob(json!({"x": 1})), ReadOnly::Omit), r#"{"blob":{"x":1}}"#);
    assert_eq!(serde_json::to_value(Json::from("text")).unwrap(), json!("text"));
}

/// Takes so many bytes and then fails; must not be asked again.
struct Full {
    room: usize,
    failed: bool,
}

impl std::io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        assert!(!self.failed, "written on after the failure");
        self.failed = bytes.len() > self.room;
        self.room = self.room.saturating_sub(bytes.len());
        if self.failed { Err(std::io::Error::from(std::io::ErrorKind::StorageFull)) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_writer_that_fails_ends_the_document_wherever_it_does() {
    let plain = r#""deletedDateTime":"2020-01-01T00:00:00Z","accountEnabled":true,"mail":"m","signIns":1,"score":0.5,"ageGroup":"adult","businessPhones":["1"],"sizes":[2],"blob":{},"memberOf":[{"id":"3"}]"#;
    for beside in ["", r#""@odata.type":"microsoft.graph.agent","#, r#""id":null,"#] {
        for behind in ["", r#","manager":null,"undocumented":4"#] {
            let user: User = from_str(&format!("{{{beside}{plain}{behind}}}")).unwrap();
            let whole = serde_json::to_string(&user).unwrap();
            for room in 0..whole.len() {
                let error = serde_json::to_writer(Full { room, failed: false }, &user).unwrap_err();
                assert!(error.is_io(), "{room} of {whole}: {error}");
            }
            serde_json::to_writer(Full { room: whole.len(), failed: false }, &user).unwrap();
        }
    }
}

#[test]
fn formats_other_than_json_carry_models() {
    let text = r##"{"@odata.type":"#x","id":"1","mail":null,"price":1.5,"signIns":"5","memberOf":[null,{"id":"2"}],"more":{"a":[1,-2,2.5,"x",null,true]}}"##;
    let user: User = from_str(text).unwrap();
    let mut bytes = Vec::new();
    ciborium::into_writer(&user, &mut bytes).unwrap();
    let again: User = ciborium::from_reader(&*bytes).unwrap();
    assert_eq!(again, user);
    assert_eq!(serde_json::to_value(&again).unwrap(), serde_json::from_str::<Value>(text).unwrap());
}

/// A struct of a user, who puts a model among properties of their own.
#[derive(serde::Deserialize)]
struct Flattened {
    #[serde(flatten)]
    user: User,
}

#[test]
fn a_document_cannot_smuggle_text_past_the_reader() {
    let hostile = r#"{"x":{"$serde_json::private::RawValue":"]"}}"#;
    assert_eq!(serde_json::to_string(&from_str::<User>(hostile).unwrap()).unwrap(), hostile);
    let flattened: Flattened = serde_json::from_str(hostile).unwrap();
    assert_eq!(serde_json::to_string(&flattened.user).unwrap(), hostile);
}

#[test]
fn debug_shows_what_is_there() {
    let user: User = from_str(r#"{"id":"1","mail":null,"score":0.5,"more":[1]}"#).unwrap();
    assert_eq!(format!("{user:?}"), r#"User { id: "1", mail: null, score: 0.5, more: [1] }"#);
}

#[test]
fn deep_nesting_is_an_error_not_a_crash() {
    let deep = format!("{}{}", r#"{"manager":"#.repeat(100_000), "}".repeat(100_000));
    assert!(from_str::<User>(&deep).is_err());
    let undocumented = format!(r#"{{"x":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let user: User = from_str(&undocumented).unwrap();
    assert_eq!(runtime::model::to_string(&user).unwrap(), undocumented);
}

#[test]
fn a_type_without_properties_is_a_model() {
    round_trip::<Nothing>(r#"{"a":null}"#);
    round_trip::<Nothing>("{}");
}

#[test]
fn decimals_are_exact() {
    let user = User::default().with_price("1.10".parse::<Decimal>().unwrap());
    assert_eq!(body(&user, ReadOnly::Omit), r#"{"price":1.10}"#);
}
