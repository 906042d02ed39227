#include "server/charter/charter_view.h"

#include "google/protobuf/util/time_util.h"

#include "proto/contract/names.h"
#include "server/calls/recorded_call.h"

namespace sceau {
namespace {

void FillText(const CompiledCharter& charter, v1::CharterVersion& version) {
  const policy::Program& program = *charter.program;
  version.set_title(std::string(program.title()));
  version.set_sha256(crypto::ToString(charter.sha256));
  *version.mutable_effective_time() = ToTimestamp(charter.effective);
  const policy::Contacts& contacts = program.contacts();
  v1::CharterContacts& out = *version.mutable_contacts();
  out.set_coordinator(contacts.coordinator);
  out.set_charter_officer(contacts.charter_officer);
  out.set_data_protection_officer(contacts.data_protection_officer);
  out.set_support(contacts.support);
  out.set_crip(contacts.crip);
  out.set_prefecture(contacts.prefecture);
  out.set_controller(contacts.controller);
  for (const std::string& code : program.postal_codes()) {
    version.add_postal_codes(code);
  }
  for (size_t i = 0; i < program.partner_count(); ++i) {
    const auto partner = static_cast<policy::PartnerIndex>(i);
    v1::CharterPartner& told = *version.add_partners();
    told.set_id(std::string(program.PartnerId(partner)));
    told.set_display_name(std::string(program.PartnerName(partner)));
    told.set_function(program.Function(partner));
    told.set_may_be_lead_worker(program.MayBeLeadWorker(partner));
  }
}

void FillLife(const Call& call, const CharterRecord& record,
              v1::CharterVersion& version) {
  version.set_state(record.state);
  if (record.propose_time != absl::UnixEpoch()) {
    *version.mutable_propose_time() = ToTimestamp(record.propose_time);
  }
  if (record.opinion != v1::CHARTER_OPINION_UNSPECIFIED) {
    version.set_opinion(record.opinion);
    google::type::Date& date = *version.mutable_opinion_date();
    date.set_year(static_cast<int32_t>(record.opinion_day.year()));
    date.set_month(record.opinion_day.month());
    date.set_day(record.opinion_day.day());
  }
  for (const CharterAdoption& adoption : record.adoptions) {
    v1::CharterAdoption& out = *version.add_adoptions();
    out.set_member(MemberName::Of(call.group, adoption.member).ToString());
    out.set_partner(adoption.partner);
    *out.mutable_time() = ToTimestamp(adoption.time);
  }
  if (record.WasInForce()) {
    *version.mutable_activate_time() = ToTimestamp(record.activate_time);
  }
}

}  // namespace

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  return google::protobuf::util::TimeUtil::NanosecondsToTimestamp(
      absl::ToUnixNanos(time));
}

Pseudonym VersionPseudonym(const Call& call, absl::string_view version) {
  return call.pseudonyms->Of(kCharterKind, version);
}

bool SeesDrafts(const Call& call) {
  LeafDraft unrecorded;
  return DecideRoleOperation(call, v1::OPERATION_CHARTER_PREPARE, unrecorded)
      .ok();
}

bool IsSeen(const Call& call, const CharterRecord& record) {
  return record.state == v1::CHARTER_STATE_ADOPTED || record.WasInForce() ||
         SeesDrafts(call);
}

v1::CharterVersion CharterFor(const Call& call, const GroupState& state,
                              const CharterFile& file, bool with_source) {
  const CompiledCharter& charter = *file.compiled;
  v1::CharterVersion version;
  version.set_name(
      CharterVersionName::Of(call.group, charter.version).ToString());
  FillText(charter, version);
  FillLife(call, file.record, version);
  if (with_source) version.set_source(charter.source);
  const SignatureRecord* const signature =
      FindSignature(state, charter.version, call.caller.member);
  if (signature != nullptr) {
    *version.mutable_sign_time() = ToTimestamp(signature->time);
  }
  const auto agreed = state.background->agreed.find(call.caller.owner());
  version.set_own_agreement(agreed != state.background->agreed.end() &&
                            agreed->second.count(charter.version) != 0);
  return version;
}

}  // namespace sceau
