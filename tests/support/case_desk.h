// What people do with case files, in a few words, against a whole group: the
// real rooms, the real files. Each method is one call and waits for its end.
#ifndef SCEAU_TESTS_SUPPORT_CASE_DESK_H_
#define SCEAU_TESTS_SUPPORT_CASE_DESK_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

#include "server/cases/case_lists.h"
#include "server/cases/case_reader.h"
#include "server/cases/case_writer.h"
#include "server/referrals/referrals.h"
#include "server/sessions/sessions.h"
#include "tests/support/test_group.h"

namespace sceau::testing {

class CaseDesk {
 public:
  explicit CaseDesk(TestGroup& group)
      : group_(group),
        reader_(group.rooms()),
        lists_(group.rooms()),
        writer_(group.rooms()),
        referrals_(group.rooms()),
        sessions_(group.rooms()) {}

  // A UUID of its own for every call.
  std::string NewRequestId();

  // A case the coordinator opens on the telephone for someone of `age` today;
  // its name. Stops the test when it fails.
  std::string OpenCase(int age, const std::string& family_name = "LEFÈVRE",
                       const std::string& given_name = "Noé");
  v1::CreateCaseRequest OpenCaseRequest(int age, const std::string& family_name,
                                        const std::string& given_name);
  absl::StatusOr<v1::Case> Create(const v1::CreateCaseRequest& request,
                                  absl::string_view member = kCoordinator);

  // The coordinator records the notice, given today.
  void Tell(const std::string& case_name, int age);

  absl::StatusOr<v1::Entry> Deposit(absl::string_view member,
                                    const std::string& case_name,
                                    const v1::Entry& entry);
  absl::StatusOr<v1::Entry> Deposit(absl::string_view member,
                                    const std::string& case_name,
                                    const v1::EntryBody& body);
  absl::StatusOr<v1::Entry> Supersede(absl::string_view member,
                                      const v1::Entry& entry,
                                      const v1::EntryBody& body);
  absl::StatusOr<v1::Entry> Accept(absl::string_view member,
                                   const v1::Entry& entry);
  absl::StatusOr<v1::Entry> Validate(absl::string_view member,
                                     const v1::Entry& entry);
  absl::StatusOr<v1::Entry> Narrow(absl::string_view member,
                                   const v1::Entry& entry,
                                   const std::vector<std::string>& partners);
  absl::StatusOr<v1::Entry> Withdraw(absl::string_view member,
                                     const v1::Entry& entry);

  // A follow-up decided by the coordinator and validated by both co-pilots,
  // after the notice: the case is then ACTIVE.
  void Follow(const std::string& case_name);
  // `member` becomes lead worker of a case in active follow-up.
  void Lead(const std::string& case_name, const std::string& partner,
            const std::string& member);
  // A published session on today with one item; `members` are convened.
  void Convene(const std::string& case_name,
               const std::vector<std::string>& members);

  absl::StatusOr<v1::Case> Read(absl::string_view member,
                                const std::string& case_name);
  absl::StatusOr<v1::ListCasesResponse> List(absl::string_view member,
                                             int page_size = 0,
                                             const std::string& token = "");
  absl::StatusOr<v1::SearchCasesResponse> Search(absl::string_view member,
                                                 const std::string& family,
                                                 const std::string& given);

  v1::Referral SampleReferral(int age, const std::string& family_name = "HUE",
                              const std::string& given_name = "Zoé");
  absl::StatusOr<v1::Referral> Refer(absl::string_view member,
                                     const v1::Referral& referral);
  absl::StatusOr<v1::Referral> GetReferral(absl::string_view member,
                                           const std::string& name);

  const CaseWriter& writer() const { return writer_; }
  const CaseReader& reader() const { return reader_; }
  const CaseLists& lists() const { return lists_; }
  const Referrals& referrals() const { return referrals_; }
  const Sessions& sessions() const { return sessions_; }
  TestGroup& group() { return group_; }
  // The receipt of the call made last.
  const std::optional<Receipt>& receipt() const { return receipt_; }

 private:
  template <typename Response, typename Start>
  absl::StatusOr<Response> Run(Start start);

  TestGroup& group_;
  CaseReader reader_;
  CaseLists lists_;
  CaseWriter writer_;
  Referrals referrals_;
  Sessions sessions_;
  std::optional<Receipt> receipt_;
};

// What the call that `start` makes comes to; it takes a response and a Finish.
template <typename Response, typename Starter>
absl::StatusOr<Response> AnswerOf(Starter&& start) {
  Response response;
  const absl::Status status =
      Await([&](Finish finish) { start(&response, std::move(finish)); }).status;
  if (!status.ok()) return status;
  return response;
}

// Categories of the entries in `file`, in order.
std::vector<v1::Category> CategoriesOf(const v1::Case& file);

// The first entry of the category; stops the test when there is none.
const v1::Entry& EntryOf(const v1::Case& file, v1::Category category);

// How the charter shows the category.
v1::SectionAccess AccessOf(const v1::Case& file, v1::Category category);

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_CASE_DESK_H_
