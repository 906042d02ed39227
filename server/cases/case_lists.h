// Lists and searches of cases. The coordinator's cover the group, 25 a page,
// one leaf a page, no export; a partner's start from what the member is
// related to and filter that set, so that hidden cases show in nothing.
#ifndef SCEAU_SERVER_CASES_CASE_LISTS_H_
#define SCEAU_SERVER_CASES_CASE_LISTS_H_

#include "sceau/v1/case_service.pb.h"
#include "server/calls/call.h"
#include "server/cases/rooms.h"

namespace sceau {

// Thread safe. Errors: FIELD_INVALID (purpose, page size, fewer than two of
// the three search fields), PAGE_TOKEN_INVALID, POLICY_DENIED (a role without
// a list), as CaseReader.
class CaseLists {
 public:
  explicit CaseLists(const CaseRooms& rooms) : rooms_(rooms) {}

  void ListCases(const Call& call, const v1::ListCasesRequest& request,
                 v1::ListCasesResponse* response, Finish finish) const;

  void SearchCases(const Call& call, const v1::SearchCasesRequest& request,
                   v1::SearchCasesResponse* response, Finish finish) const;

 private:
  const CaseRooms& rooms_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_CASE_LISTS_H_
