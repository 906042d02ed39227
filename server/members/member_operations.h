// What is asked about members: registering, confirming, suspending, removing,
// listing, and who one is oneself.
//
// Every method decides by the charter (operations of roles), records one leaf
// whatever comes of it, and ends in one `finish`; request and response outlive
// it. Errors of all: POLICY_DENIED, the same for a member that does not exist;
// AUDIT_UNAVAILABLE, QUEUE_FULL; of the mutations also FIELD_INVALID
// (request_id), REQUEST_ID_REUSED.
#ifndef SCEAU_SERVER_MEMBERS_MEMBER_OPERATIONS_H_
#define SCEAU_SERVER_MEMBERS_MEMBER_OPERATIONS_H_

#include <string>

#include "absl/strings/string_view.h"

#include "crypto/aead.h"
#include "sceau/v1/member_service.pb.h"
#include "server/calls/call.h"
#include "server/group_state/member_register.h"
#include "server/group_state/state_rows.h"

namespace sceau {

// Thread safe: everything it refers to is.
class MemberOperations {
 public:
  // All outlive this object.
  MemberOperations(absl::string_view trust_domain, Journal& journal,
                   const StateRows& rows, MemberRegister& members,
                   const crypto::AeadKey& page_token_key)
      : trust_domain_(trust_domain),
        journal_(journal),
        rows_(rows),
        members_(members),
        page_token_key_(page_token_key) {}

  // A new member, or a new key for one who stays, with the same partner and
  // role: who must then be confirmed, and sign, again.
  // Errors also: FIELD_INVALID (certificate, partner unknown to the charter,
  // name, role, or an id or a key that is already a member's: one person holds
  // one role), QUOTA_EXCEEDED.
  void RegisterMember(const Call& call,
                      const v1::RegisterMemberRequest& request,
                      v1::Member* response, Finish finish) const;

  // REGISTERED and SUSPENDED become CONFIRMED.
  // Errors also: STATE_FORBIDS (from another state).
  void ConfirmMember(const Call& call, const v1::ConfirmMemberRequest& request,
                     v1::Member* response, Finish finish) const;

  // CONFIRMED (ACTIVE) becomes SUSPENDED.
  // Errors also: STATE_FORBIDS (from another state, or oneself).
  void SuspendMember(const Call& call, const v1::SuspendMemberRequest& request,
                     v1::Member* response, Finish finish) const;

  // Any state becomes REMOVED, for good.
  // Errors also: STATE_FORBIDS (removed already, or oneself).
  void RemoveMember(const Call& call, const v1::RemoveMemberRequest& request,
                    v1::Member* response, Finish finish) const;

  // For good. Errors also: QUOTA_EXCEEDED (200 cases of one member).
  void RecuseMember(const Call& call, const v1::RecuseMemberRequest& request,
                    v1::RecuseMemberResponse* response, Finish finish) const;

  // By id. Errors also: PAGE_TOKEN_INVALID, FIELD_INVALID (page size).
  void ListMembers(const Call& call, const v1::ListMembersRequest& request,
                   v1::ListMembersResponse* response, Finish finish) const;

  void WhoAmI(const Call& call, const v1::WhoAmIRequest& request,
              v1::WhoAmIResponse* response, Finish finish) const;

 private:
  // What a change of state asks of the state before; false refuses it.
  using Transition = bool (*)(Membership before);
  template <typename Request>
  void ChangeMember(const Call& call, const Request& request,
                    v1::Operation operation, Membership after,
                    Transition allowed, v1::Member* response,
                    Finish finish) const;
  // The row as the transaction sees it. Errors: POLICY_DENIED when absent.
  absl::StatusOr<MemberRecord> FindMember(WriteTransaction& transaction,
                                          absl::string_view id) const;

  const std::string trust_domain_;
  Journal& journal_;
  const StateRows& rows_;
  MemberRegister& members_;
  const crypto::AeadKey& page_token_key_;
};

// A member as `call`'s caller sees it: fingerprints are for the administrator
// and the officer.
v1::Member MemberFor(const Call& call, const MemberRecord& record,
                     bool has_signed);

}  // namespace sceau

#endif  // SCEAU_SERVER_MEMBERS_MEMBER_OPERATIONS_H_
