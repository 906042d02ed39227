// Reading the charter's versions, signing one, agreeing to one. Reading and
// signing need no signature: one must read before signing. Every method records
// one leaf whatever comes of it and ends in one `finish`; request and response
// outlive it. Preparing and adopting a version: charter_life.h.
//
// Errors of all: NAME_MALFORMED; POLICY_DENIED (no such version, or one that
// the caller may not see); AUDIT_UNAVAILABLE, QUEUE_FULL.
#ifndef SCEAU_SERVER_CHARTER_CHARTER_OPERATIONS_H_
#define SCEAU_SERVER_CHARTER_CHARTER_OPERATIONS_H_

#include <memory>

#include "crypto/aead.h"
#include "sceau/v1/charter_service.pb.h"
#include "server/calls/call.h"
#include "server/group_state/member_register.h"
#include "server/group_state/state_rows.h"

namespace sceau {

// Stands for the version in force in a charter's name.
inline constexpr char kCurrentCharter[] = "current";

// The version that a charter's name means to this call, or nullptr: absent.
std::shared_ptr<const CharterFile> FindCharter(const Call& call,
                                               const GroupState& state,
                                               const std::string& id);

// Thread safe: everything it refers to is.
class CharterOperations {
 public:
  // All outlive this object.
  CharterOperations(Journal& journal, const StateRows& rows,
                    MemberRegister& members,
                    const crypto::AeadKey& page_token_key)
      : journal_(journal),
        rows_(rows),
        members_(members),
        page_token_key_(page_token_key) {}

  void GetCharter(const Call& call, const v1::GetCharterRequest& request,
                  v1::CharterVersion* response, Finish finish) const;

  // By version id, without their texts.
  // Errors also: PAGE_TOKEN_INVALID, FIELD_INVALID (page size).
  void ListCharterVersions(const Call& call,
                           const v1::ListCharterVersionsRequest& request,
                           v1::ListCharterVersionsResponse* response,
                           Finish finish) const;

  // Keeps the caller's signature of the version in force or of an adopted one;
  // signing again changes nothing.
  // Errors also: STATE_FORBIDS (not confirmed by the charter officer, or a
  // version that is no more to be signed), FIELD_INVALID (the signature is not
  // the registered key's over this version; request_id), REQUEST_ID_REUSED.
  void SignCharter(const Call& call, const v1::SignCharterRequest& request,
                   v1::CharterVersion* response, Finish finish) const;

  // For the caller's organisation (the coordinator: the secretariat); agreeing
  // again changes nothing. Errors also: STATE_FORBIDS (a version that is not
  // adopted or in force), FIELD_INVALID (request_id), REQUEST_ID_REUSED.
  void AgreeToWidening(const Call& call,
                       const v1::AgreeToWideningRequest& request,
                       v1::CharterVersion* response, Finish finish) const;

 private:
  Journal& journal_;
  const StateRows& rows_;
  MemberRegister& members_;
  const crypto::AeadKey& page_token_key_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_CHARTER_CHARTER_OPERATIONS_H_
