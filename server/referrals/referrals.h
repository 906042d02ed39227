// Referrals: submitted, reread, corrected and withdrawn by their sender,
// decided by the coordinator. A referral for someone already known is answered
// like any other; the coordinator alone sees the match.
#ifndef SCEAU_SERVER_REFERRALS_REFERRALS_H_
#define SCEAU_SERVER_REFERRALS_REFERRALS_H_

#include "sceau/v1/referral_service.pb.h"
#include "server/calls/call.h"
#include "server/cases/rooms.h"

namespace sceau {

// Thread safe. Every method ends in one `finish`, after its leaf is durable;
// request and response outlive it.
//
// Errors: as CaseWriter and CaseReader; WRITTEN_BASIS_REQUIRED for a sender
// whose secret only a text lifts; STATE_FORBIDS for who may know the state.
class Referrals {
 public:
  explicit Referrals(const CaseRooms& rooms) : rooms_(rooms) {}

  void SubmitReferral(const Call& call,
                      const v1::SubmitReferralRequest& request,
                      v1::Referral* response, Finish finish) const;
  void GetReferral(const Call& call, const v1::GetReferralRequest& request,
                   v1::Referral* response, Finish finish) const;
  void ListReferrals(const Call& call, const v1::ListReferralsRequest& request,
                     v1::ListReferralsResponse* response, Finish finish) const;
  void UpdateReferral(const Call& call,
                      const v1::UpdateReferralRequest& request,
                      v1::Referral* response, Finish finish) const;
  void WithdrawReferral(const Call& call,
                        const v1::WithdrawReferralRequest& request,
                        v1::Referral* response, Finish finish) const;
  void AcceptReferral(const Call& call,
                      const v1::AcceptReferralRequest& request,
                      v1::Referral* response, Finish finish) const;
  void RejectReferral(const Call& call,
                      const v1::RejectReferralRequest& request,
                      v1::Referral* response, Finish finish) const;

 private:
  const CaseRooms& rooms_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_REFERRALS_REFERRALS_H_
