#include "server/referrals/referral_entries.h"

#include <string>

#include "proto/contract/errors.h"
#include "server/cases/conditions.h"

namespace sceau {
namespace {

// Written in the name of the referral: no cell is asked, the referral itself
// is the right.
absl::Status PutFromReferral(const CaseRooms& rooms, const Call& call,
                             CaseEdit& edit, const StoredReferral& referral,
                             const v1::EntryBody& body, Effect& effect) {
  EntryHeader header = NewHeader(rooms, call, referral.owner, body);
  header.author = referral.author;
  // The sender's contribution, whenever the coordinator takes it up.
  header.made_time_ns = referral.submit_time_ns;
  effect.leaf.released |= uint32_t{1} << static_cast<unsigned>(header.category);
  return edit.Put(header, body);
}

// Youth justice refers a minor only once the person and a representative were
// told.
absl::Status CheckTold(const Call& call, const StoredReferral& referral,
                       const CaseFacts& facts) {
  if (call.charter->program->FunctionOf(referral.owner) !=
          v1::PARTNER_FUNCTION_YOUTH_JUSTICE ||
      !IsMinor(facts, call.today)) {
    return absl::OkStatus();
  }
  CaseFacts told = facts;
  AddHandedOver(referral.content, told);
  if (NoticeStateOf(told, call.today) == v1::NOTICE_STATE_RECORDED) {
    return absl::OkStatus();
  }
  return Error(v1::ERROR_REASON_STATE_FORBIDS,
               "under 18, this sender's referral is taken up once the person "
               "and a representative were told");
}

}  // namespace

void AddHandedOver(const v1::Referral& referral, CaseFacts& facts) {
  if (!referral.has_notice_handed_over()) return;
  auto& told = *facts.add_notices();
  *told.mutable_date() = referral.notice_handed_over().date();
  told.set_recipient(referral.notice_handed_over().recipient());
}

absl::Status PutOrigin(const CaseRooms& rooms, const Call& call, CaseEdit& edit,
                       const StoredReferral& referral, Effect& effect) {
  const v1::Referral& content = referral.content;
  RETURN_IF_ERROR(CheckTold(call, referral, edit.facts()));
  v1::EntryBody body;
  v1::Origin& origin = *body.mutable_origin();
  origin.set_organisation(
      referral.owner == kSecretariat ? content.organisation() : referral.owner);
  if (origin.organisation().empty()) origin.set_organisation(kSecretariat);
  *origin.mutable_date() = content.date();
  *origin.mutable_reasons() = content.reasons();
  origin.set_request(content.request());
  if (referral.owner == kSecretariat) origin.set_profile(content.profile());
  CaseFacts& facts = edit.facts();
  // A typed sender follows from the entry itself (CaseEdit::Save).
  if (referral.owner != kSecretariat) facts.add_referred_by(referral.owner);
  DeclareConditions(call, referral.owner, v1::CATEGORY_ORIGIN,
                    content.conditions(), facts);
  return PutFromReferral(rooms, call, edit, referral, body, effect);
}

absl::Status PutReferralEntries(const CaseRooms& rooms, const Call& call,
                                CaseEdit& edit, const StoredReferral& referral,
                                Effect& effect) {
  const v1::Referral& content = referral.content;
  v1::EntryBody identity;
  *identity.mutable_identity() = content.identity();
  // The reference, which the secretariat writes now.
  const EntryHeader header = NewHeader(rooms, call, kSecretariat, identity);
  effect.leaf.released |= uint32_t{1} << static_cast<unsigned>(header.category);
  RETURN_IF_ERROR(edit.Put(header, identity));
  RETURN_IF_ERROR(PutOrigin(rooms, call, edit, referral, effect));
  if (content.has_contact_details()) {
    v1::EntryBody body;
    *body.mutable_contact_details() = content.contact_details();
    RETURN_IF_ERROR(PutFromReferral(rooms, call, edit, referral, body, effect));
  }
  if (content.has_representative()) {
    v1::EntryBody body;
    *body.mutable_legal_representatives() = content.representative();
    RETURN_IF_ERROR(PutFromReferral(rooms, call, edit, referral, body, effect));
  }
  return absl::OkStatus();
}

}  // namespace sceau
