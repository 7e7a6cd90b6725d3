//! The settings by whom readers sign on, as the table of all has them.

use super::setting::{LISTENING, Setting, Shape};
use super::sign_on::{issuer, word};
use super::value::{Secret, all, shown};

pub(super) const ISSUER: Setting = Setting {
    name: "oidc-issuer",
    value: "URL",
    meaning: "Let readers sign on by this provider (OpenID Connect)",
    default: "none",
    example: "https://id.example/realms/news",
    shape: Shape::One,
    flag_on: LISTENING,
    read: |to, values| issuer(&values[0]).map(|value| to.sign_on.issuer = Some(value)),
    show: |of| shown(&of.sign_on.issuer),
};

pub(super) const CLIENT: Setting = Setting {
    name: "oidc-client",
    value: "NAME",
    meaning: "What the provider calls this service",
    default: "none",
    example: "rundown",
    shape: Shape::One,
    flag_on: LISTENING,
    read: |to, values| word(&values[0]).map(|value| to.sign_on.client = Some(value)),
    show: |of| shown(&of.sign_on.client),
};

pub(super) const SECRET: Setting = Setting {
    name: "oidc-secret",
    value: "FILE",
    meaning: "Show the provider the secret in this file",
    default: "none",
    example: "the one that the provider gave the client",
    shape: Shape::Secret,
    flag_on: LISTENING,
    read: |to, values| {
        Secret::new(&values[0]).map(|secret| to.sign_on.secret = Some(secret))
    },
    show: |of| shown(of.sign_on.secret.iter().map(|_| "(set)")),
};

pub(super) const NAME: Setting = Setting {
    name: "oidc-name",
    value: "NAME",
    meaning: "What the provider is called on the page to sign in",
    default: "the host of oidc-issuer",
    example: "the newsroom",
    shape: Shape::One,
    flag_on: LISTENING,
    read: |to, values| word(&values[0]).map(|value| to.sign_on.name = Some(value)),
    show: |of| shown(&of.sign_on.name),
};

pub(super) const SCOPES: Setting = Setting {
    name: "oidc-scopes",
    value: "SCOPE",
    meaning: "Ask the provider to tell this",
    default: "openid,profile,email",
    example: "openid,profile,groups",
    shape: Shape::Many,
    flag_on: LISTENING,
    read: |to, values| all(values, word).map(|scopes| to.sign_on.scopes = scopes),
    show: |of| of.sign_on.scopes.clone(),
};

pub(super) const CLAIM: Setting = Setting {
    name: "oidc-claim",
    value: "NAME",
    meaning: "The claim that says what somebody may do",
    default: "groups",
    example: "realm_access.roles",
    shape: Shape::One,
    flag_on: LISTENING,
    read: |to, values| word(&values[0]).map(|value| to.sign_on.roles.claim = value),
    show: |of| vec![of.sign_on.roles.claim.clone()],
};

pub(super) const READERS: Setting = Setting {
    name: "oidc-readers",
    value: "VALUE",
    meaning: "Let those alone in whose claim holds one of these, or makes them more",
    default: "none; everybody whom the provider signs on",
    example: "news",
    shape: Shape::Many,
    flag_on: LISTENING,
    read: |to, values| all(values, word).map(|names| to.sign_on.roles.readers = names),
    show: |of| of.sign_on.roles.readers.clone(),
};

pub(super) const EDITORS: Setting = Setting {
    name: "oidc-editors",
    value: "VALUE",
    meaning: "Make those editors whose claim holds one of these",
    default: "none; `rundown user role` does",
    example: "news-editors",
    shape: Shape::Many,
    flag_on: LISTENING,
    read: |to, values| all(values, word).map(|names| to.sign_on.roles.editors = names),
    show: |of| of.sign_on.roles.editors.clone(),
};

pub(super) const ADMINS: Setting = Setting {
    name: "oidc-admins",
    value: "VALUE",
    meaning: "Make those admins whose claim holds one of these",
    default: "none; `rundown user role` does",
    example: "news-admins",
    shape: Shape::Many,
    flag_on: LISTENING,
    read: |to, values| all(values, word).map(|names| to.sign_on.roles.admins = names),
    show: |of| of.sign_on.roles.admins.clone(),
};
