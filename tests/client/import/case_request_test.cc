// One row is one request, whole and always the same.
#include "client/import/case_request.h"

#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

#include "tests/client/import/sheet.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::DecodeOne;
using ::sceau::testing::IsOk;
using ::sceau::testing::StatusIs;
using ::testing::MatchesRegex;
using ::testing::SizeIs;

constexpr char kGroup[] = "groups/alencon";
constexpr char kSeed[] = "0123456789abcdef0123456789abcdef";

v1::CreateCaseRequest RequestOf(const sceau::testing::Cells& changes) {
  return ToCreateCaseRequest(DecodeOne(changes).draft, kGroup).value();
}

TEST(CaseRequestTest, AValueTheWireDoesNotHaveIsAnError) {
  CaseDraft draft = DecodeOne({}).draft;
  draft.reasons = {"BEING_YOUNG"};
  EXPECT_THAT(ToCreateCaseRequest(draft, kGroup),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(CaseRequestTest, ARowIsAReferralAndItsEntries) {
  const v1::CreateCaseRequest request =
      RequestOf({{"Né(e) le", "14/05/2010"},
                 {"Sexe", "F"},
                 {"Adresse", "1 rue X, 61000 ALENÇON"},
                 {"Tél", "06 39 98 96 63"},
                 {"Responsable légal", "mère : Mme ROY / père : M. DUVAL"},
                 {"Tél resp.", "02 61 91 20 01"},
                 {"Motif", "absentéisme, errance"},
                 {"Profil", "décrocheur"},
                 {"Référent", "C. Martin (ML)"},
                 {"Décision", "suivi"},
                 {"Passage en séance", "12/10/2026"},
                 {"Action", "RDV ML"},
                 {"Pilote", "ML"},
                 {"Échéance", "15/12/2026"},
                 {"Résultat", "en cours"}});
  std::string text;
  google::protobuf::TextFormat::PrintToString(request, &text);
  EXPECT_EQ(text, R"(parent: "groups/alencon"
inline_referral {
  organisation: "commune-alencon"
  identity {
    family_name: "MARCHAND"
    given_name: "Lou"
    birth_date {
      year: 2010
      month: 5
      day: 14
    }
    sex: SEX_FEMALE
  }
  date {
    year: 2026
    month: 9
    day: 10
  }
  reasons: REFERRAL_REASON_SCHOOL_ABSENCE
  reasons: REFERRAL_REASON_WITHOUT_SUPPORT
  profile: PROFILE_OUT_OF_SCHOOL_PROFILE
  contact_details {
    address {
      line: "1 rue X"
      postal_code: "61000"
      locality: "ALEN\303\207ON"
    }
    phone: "+33639989663"
  }
  representative {
    capacity: REPRESENTATIVE_CAPACITY_MOTHER
    family_name: "ROY"
    phone: "+33261912001"
  }
}
entries {
  body {
    legal_representatives {
      capacity: REPRESENTATIVE_CAPACITY_FATHER
      family_name: "DUVAL"
    }
  }
}
entries {
  body {
    decision {
      code: DECISION_CODE_FOLLOW_UP
      date {
        year: 2026
        month: 10
        day: 12
      }
      from_previous_record: true
    }
  }
}
entries {
  body {
    lead_worker {
      organisation: "mission-locale"
      member: "groups/g/members/m1"
    }
  }
}
entries {
  body {
    action {
      kind: ACTION_KIND_MISSION_LOCALE_MEETING
      pilot: "mission-locale"
      due_date {
        year: 2026
        month: 12
        day: 15
      }
      result: ACTION_RESULT_IN_PROGRESS_RESULT
    }
  }
}
)");
  // Identity, Origin, ContactDetails and four more.
  EXPECT_THAT(BodiesOf(request), SizeIs(8));
}

TEST(CaseRequestTest, EveryRowOfTheSampleHasARequest) {
  for (const DecodedRow& row :
       sceau::testing::Decode(sceau::testing::SampleFile()).rows) {
    if (row.fate != RowFate::kToCreate) continue;
    EXPECT_THAT(ToCreateCaseRequest(row.draft, kGroup), IsOk()) << row.line;
  }
}

TEST(CaseRequestTest, AnIdIsAVersion4UuidOfSeedAndRequest) {
  v1::CreateCaseRequest request = RequestOf({});
  const std::string id = RequestId(kSeed, request);
  EXPECT_THAT(id, MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]"
                               "[0-9a-f]{3}-[0-9a-f]{12}"));
  request.set_request_id(id);
  EXPECT_EQ(RequestId(kSeed, request), id);
  EXPECT_NE(RequestId("another seed", request), id);
  EXPECT_NE(RequestId(kSeed, RequestOf({{"Sexe", "F"}})), id);
}

}  // namespace
}  // namespace sceau
