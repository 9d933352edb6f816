//! The same structs twice: by tables, and by serde's derives.

use crate::runtime;

macro_rules! twins {
    ($($type:ident { $($field:ident $property:literal $kind:ident $of:ty),* $(,)? })*) => {
        /// By tables, as the generator prints it.
        pub(crate) mod tabled {
            use super::runtime;
            $(
                /// A type.
                #[non_exhaustive]
                pub(crate) struct $type {
                    $(pub(crate) $field: Option<$of>,)*
                    pub(crate) extra: runtime::model::Extra,
                }
                runtime::model::model! {
                    $type "", key None, read_only [];
                    $($field $property $kind,)*
                }
            )*
        }
        /// By serde's derives.
        pub(crate) mod derived {
            use super::runtime;
            $(
                /// A type.
                #[derive(Clone, serde::Serialize, serde::Deserialize)]
                pub(crate) struct $type {
                    $(
                        #[serde(rename = $property, skip_serializing_if = "Option::is_none")]
                        pub(crate) $field: Option<$of>,
                    )*
                }
            )*
        }
    };
}

twins! {
    User {
        id "id" text String,
        deleted_date_time "deletedDateTime" scalar runtime::value::DateTimeOffset,
        account_enabled "accountEnabled" bool bool,
        age_group "ageGroup" text String,
        business_phones "businessPhones" texts Vec<String>,
        city "city" text String,
        company_name "companyName" text String,
        country "country" text String,
        created_date_time "createdDateTime" scalar runtime::value::DateTimeOffset,
        creation_type "creationType" text String,
        department "department" text String,
        display_name "displayName" text String,
        employee_id "employeeId" text String,
        employee_type "employeeType" text String,
        external_user_state "externalUserState" text String,
        fax_number "faxNumber" text String,
        given_name "givenName" text String,
        identities "identities" models Vec<Identity>,
        im_addresses "imAddresses" texts Vec<String>,
        is_resource_account "isResourceAccount" bool bool,
        job_title "jobTitle" text String,
        last_password_change "lastPasswordChangeDateTime" scalar runtime::value::DateTimeOffset,
        legal_age_group "legalAgeGroupClassification" text String,
        mail "mail" text String,
        mail_nickname "mailNickname" text String,
        mobile_phone "mobilePhone" text String,
        office_location "officeLocation" text String,
        distinguished_name "onPremisesDistinguishedName" text String,
        domain_name "onPremisesDomainName" text String,
        immutable_id "onPremisesImmutableId" text String,
        sync_enabled "onPremisesSyncEnabled" bool bool,
        other_mails "otherMails" texts Vec<String>,
        postal_code "postalCode" text String,
        preferred_language "preferredLanguage" text String,
        proxy_addresses "proxyAddresses" texts Vec<String>,
        security_identifier "securityIdentifier" text String,
        show_in_address_list "showInAddressList" bool bool,
        sign_in_count "signInCount" scalar i32,
        state "state" text String,
        street_address "streetAddress" text String,
        surname "surname" text String,
        usage_location "usageLocation" text String,
        principal_name "userPrincipalName" text String,
        kind "userType" text String,
        manager "manager" model Box<Manager>,
    }
    Identity {
        sign_in_type "signInType" text String,
        issuer "issuer" text String,
        issuer_assigned_id "issuerAssignedId" text String,
    }
    Manager {
        id "id" text String,
        display_name "displayName" text String,
        mail "mail" text String,
    }
    Device {
        id "id" scalar runtime::value::Guid,
        name "name" text String,
        size "size" scalar i64,
        load "load" scalar f64,
        score "score" scalar i32,
        enabled "enabled" bool bool,
        managed "managed" bool bool,
        seen "seen" scalar runtime::value::DateTimeOffset,
        free "free" scalar i64,
        latitude "latitude" scalar f64,
        longitude "longitude" scalar f64,
    }
}
