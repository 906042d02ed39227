#include "server/selftest/cast.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/calls/call.h"

namespace sceau::selftest {
namespace {

absl::StatusOr<Person> MakePerson(std::string member, std::string partner,
                                  v1::Role role) {
  Person person{
      .member = std::move(member), .partner = std::move(partner), .role = role};
  ASSIGN_OR_RETURN(person.credential, MakeCredential(person.uri()));
  ASSIGN_OR_RETURN(
      PeerIdentity peer,
      ReadPeerIdentity(kTrustDomain, person.credential.certificate));
  person.peer = std::make_shared<const PeerIdentity>(std::move(peer));
  return person;
}

}  // namespace

std::string Person::name() const {
  return MemberName::Of(kGroup, member).ToString();
}

std::string Person::uri() const {
  return absl::StrCat("spiffe://", kTrustDomain, "/partners/", partner,
                      "/members/", member);
}

std::string Person::owner() const {
  return role == v1::ROLE_COORDINATOR ? kSecretariat : partner;
}

const Person* Cast::Find(v1::Role role) const {
  for (const Person& person : people) {
    if (person.role == role) return &person;
  }
  return nullptr;
}

std::vector<const Person*> Cast::Of(v1::Role role) const {
  std::vector<const Person*> found;
  for (const Person& person : people) {
    if (person.role == role) found.push_back(&person);
  }
  return found;
}

const Person* Cast::FirstOf(absl::string_view partner) const {
  for (const Person& person : people) {
    if (person.role == v1::ROLE_MEMBER && person.partner == partner) {
      return &person;
    }
  }
  return nullptr;
}

const Person* Cast::SecondOf(absl::string_view partner) const {
  const Person* const first = FirstOf(partner);
  for (const Person& person : people) {
    if (person.role == v1::ROLE_MEMBER && person.partner == partner &&
        &person != first) {
      return &person;
    }
  }
  return nullptr;
}

absl::StatusOr<Cast> MakeCast(const policy::Program& program) {
  if (program.partner_count() < 2) {
    return absl::FailedPreconditionError(
        "two co-pilots of two organisations are needed");
  }
  // The town, whose mayor presides, has the secretariat (CSI L. 132-4).
  const policy::PartnerIndex town = program.FirstOf(v1::PARTNER_FUNCTION_TOWN);
  const std::string town_id(program.PartnerId(town));
  const std::string other(program.PartnerId(town == 0 ? 1 : 0));
  const std::string last(program.PartnerId(
      static_cast<policy::PartnerIndex>(program.partner_count() - 1)));

  Cast cast;
  const auto add = [&cast](std::string member, std::string partner,
                           v1::Role role) -> absl::Status {
    ASSIGN_OR_RETURN(Person person,
                     MakePerson(std::move(member), std::move(partner), role));
    cast.people.push_back(std::move(person));
    return absl::OkStatus();
  };
  for (size_t i = 0; i < program.partner_count(); ++i) {
    const std::string id(
        program.PartnerId(static_cast<policy::PartnerIndex>(i)));
    RETURN_IF_ERROR(add(absl::StrCat(id, "-1"), id, v1::ROLE_MEMBER));
    RETURN_IF_ERROR(add(absl::StrCat(id, "-2"), id, v1::ROLE_MEMBER));
  }
  RETURN_IF_ERROR(add("co-pilot-1", other, v1::ROLE_CO_PILOT));
  RETURN_IF_ERROR(add("co-pilot-2", town_id, v1::ROLE_CO_PILOT));
  RETURN_IF_ERROR(add("officer", last, v1::ROLE_CHARTER_OFFICER));
  RETURN_IF_ERROR(add("dpo", town_id, v1::ROLE_DATA_PROTECTION_OFFICER));
  RETURN_IF_ERROR(add("admin", town_id, v1::ROLE_TECHNICAL_ADMINISTRATOR));
  RETURN_IF_ERROR(add("coordinator", town_id, v1::ROLE_COORDINATOR));
  ASSIGN_OR_RETURN(cast.spare, MakePerson("spare", last, v1::ROLE_MEMBER));
  ASSIGN_OR_RETURN(cast.newcomer,
                   MakePerson("newcomer", last, v1::ROLE_MEMBER));
  return cast;
}

}  // namespace sceau::selftest
