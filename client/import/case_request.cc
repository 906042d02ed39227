#include "client/import/case_request.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/type/date.pb.h"

#include "crypto/bytes.h"
#include "crypto/digest.h"

namespace sceau {
namespace {

// Told apart from every other use of the digest.
constexpr absl::string_view kRequestIdLabel = "sceau import request v1";

// "SchoolLevel" and "LEVEL_6E" make SCHOOL_LEVEL_LEVEL_6E (entry.proto).
std::string ValueName(absl::string_view list, absl::string_view id) {
  std::string name;
  for (const char c : list) {
    if (absl::ascii_isupper(static_cast<unsigned char>(c)) && !name.empty()) {
      name.push_back('_');
    }
    name.push_back(absl::ascii_toupper(static_cast<unsigned char>(c)));
  }
  return absl::StrCat(name, "_", id);
}

// Collects the first value that the wire does not have, so that filling a
// message needs no branch for each field.
class Values {
 public:
  template <typename Enum>
  Enum Of(absl::string_view id) {
    const auto* descriptor = google::protobuf::GetEnumDescriptor<Enum>();
    const auto* value =
        descriptor->FindValueByName(ValueName(descriptor->name(), id));
    if (value != nullptr) return static_cast<Enum>(value->number());
    if (unknown_.empty()) unknown_ = absl::StrCat(descriptor->name(), ".", id);
    return static_cast<Enum>(0);
  }

  absl::Status status() const {
    return unknown_.empty() ? absl::OkStatus()
                            : absl::InvalidArgumentError(absl::StrCat(
                                  "no such value on the wire: ", unknown_));
  }

 private:
  std::string unknown_;
};

void Set(absl::CivilDay day, google::type::Date& date) {
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
}

void FillRepresentative(const RepresentativeDraft& draft, Values& values,
                        v1::LegalRepresentatives& out) {
  out.set_capacity(values.Of<v1::RepresentativeCapacity>(draft.capacity));
  out.set_family_name(draft.family_name);
  out.set_given_name(draft.given_name);
  out.set_phone(draft.phone);
}

void FillReferral(const CaseDraft& draft, Values& values, v1::Referral& out) {
  out.set_organisation(draft.organisation);
  v1::Identity& identity = *out.mutable_identity();
  identity.set_family_name(draft.family_name);
  identity.set_given_name(draft.given_name);
  Set(draft.birth_date, *identity.mutable_birth_date());
  if (!draft.sex.empty()) identity.set_sex(values.Of<v1::Sex>(draft.sex));
  Set(draft.referral_date, *out.mutable_date());
  for (const std::string& reason : draft.reasons) {
    out.add_reasons(values.Of<v1::ReferralReason>(reason));
  }
  if (!draft.profile.empty()) {
    out.set_profile(values.Of<v1::Profile>(draft.profile));
  }
  if (draft.address.has_value()) {
    v1::Address& address = *out.mutable_contact_details()->mutable_address();
    address.set_line(draft.address->line);
    address.set_postal_code(draft.address->postal_code);
    address.set_locality(draft.address->locality);
  }
  if (!draft.phone.empty()) {
    out.mutable_contact_details()->set_phone(draft.phone);
  }
  if (!draft.representatives.empty()) {
    FillRepresentative(draft.representatives.front(), values,
                       *out.mutable_representative());
  }
}

void FillEntries(const CaseDraft& draft, Values& values,
                 v1::CreateCaseRequest& out) {
  const auto add = [&out] { return out.add_entries()->mutable_body(); };
  for (size_t i = 1; i < draft.representatives.size(); ++i) {
    FillRepresentative(draft.representatives[i], values,
                       *add()->mutable_legal_representatives());
  }
  if (draft.decision.has_value()) {
    v1::Decision& decision = *add()->mutable_decision();
    decision.set_code(values.Of<v1::DecisionCode>(draft.decision->code));
    Set(draft.decision->date, *decision.mutable_date());
    decision.set_from_previous_record(true);
  }
  if (draft.lead_worker.has_value()) {
    v1::LeadWorker& lead_worker = *add()->mutable_lead_worker();
    lead_worker.set_organisation(draft.lead_worker->organisation);
    lead_worker.set_member(draft.lead_worker->member);
  }
  if (draft.action.has_value()) {
    v1::Action& action = *add()->mutable_action();
    action.set_kind(values.Of<v1::ActionKind>(draft.action->kind));
    action.set_pilot(draft.action->pilot);
    if (draft.action->due_date.has_value()) {
      Set(*draft.action->due_date, *action.mutable_due_date());
    }
    if (!draft.action->result.empty()) {
      action.set_result(values.Of<v1::ActionResult>(draft.action->result));
    }
  }
}

std::string Deterministic(const v1::CreateCaseRequest& request) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  request.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

}  // namespace

absl::StatusOr<v1::CreateCaseRequest> ToCreateCaseRequest(
    const CaseDraft& draft, absl::string_view parent) {
  v1::CreateCaseRequest request;
  request.set_parent(std::string(parent));
  Values values;
  FillReferral(draft, values, *request.mutable_inline_referral());
  FillEntries(draft, values, request);
  if (absl::Status known = values.status(); !known.ok()) return known;
  return request;
}

std::vector<v1::EntryBody> BodiesOf(const v1::CreateCaseRequest& request) {
  const v1::Referral& referral = request.inline_referral();
  std::vector<v1::EntryBody> bodies(2);
  *bodies[0].mutable_identity() = referral.identity();
  v1::Origin& origin = *bodies[1].mutable_origin();
  origin.set_organisation(referral.organisation());
  *origin.mutable_date() = referral.date();
  *origin.mutable_reasons() = referral.reasons();
  origin.set_profile(referral.profile());
  if (referral.has_contact_details()) {
    *bodies.emplace_back().mutable_contact_details() =
        referral.contact_details();
  }
  if (referral.has_representative()) {
    *bodies.emplace_back().mutable_legal_representatives() =
        referral.representative();
  }
  for (const v1::Entry& entry : request.entries()) {
    bodies.push_back(entry.body());
  }
  return bodies;
}

std::string RequestId(absl::string_view seed,
                      const v1::CreateCaseRequest& request) {
  v1::CreateCaseRequest unnamed = request;
  unnamed.clear_request_id();
  const crypto::Hash keyed = crypto::HmacSha256(
      crypto::AsBytes(seed),
      crypto::AsBytes(absl::StrCat(kRequestIdLabel, Deterministic(unnamed))));
  std::string bytes(keyed.begin(), keyed.begin() + 16);
  const auto mark = [&bytes](size_t at, unsigned keep, unsigned set) {
    bytes[at] =
        static_cast<char>((static_cast<unsigned char>(bytes[at]) & keep) | set);
  };
  mark(6, 0x0f, 0x40);  // Version 4.
  mark(8, 0x3f, 0x80);  // Variant of RFC 9562.
  const std::string hex = absl::BytesToHexString(bytes);
  return absl::StrCat(hex.substr(0, 8), "-", hex.substr(8, 4), "-",
                      hex.substr(12, 4), "-", hex.substr(16, 4), "-",
                      hex.substr(20));
}

}  // namespace sceau
