#include "client/lib/connection.h"

#include <functional>
#include <memory>
#include <openssl/ssl.h>
#include <stdlib.h>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "client/lib/api.h"
#include "client/lib/files.h"
#include "proto/contract/errors.h"
#include "proto/contract/wire.h"
#include "tests/client/lib/hostile_server.h"
#include "tests/client/lib/tls12_server.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_folder.h"

namespace sceau {
namespace {

using ::sceau::testing::Credential;
using ::sceau::testing::FakeJournal;
using ::sceau::testing::HostileServer;
using ::sceau::testing::IsOk;
using ::sceau::testing::kOrigin;
using ::sceau::testing::StatusIs;
using ::sceau::testing::StatusOf;
using ::sceau::testing::TempFolder;
using ::sceau::testing::TestPki;
using ::sceau::testing::Tls12Server;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::SizeIs;

MATCHER_P(Suspects, kind, "") {
  *result_listener << StatusOf(arg);
  return ReasonOf(StatusOf(arg)) == v1::ERROR_REASON_ROLLBACK_SUSPECTED &&
         MetadataOf(StatusOf(arg), "kind") == kind;
}

// Before the first gRPC call, as main does.
[[maybe_unused]] const int kFloor =
    setenv(kTlsFloorVariable, kTlsFloorSuites, /*overwrite=*/1);

class ConnectionTest : public ::testing::Test {
 protected:
  ConnectionTest() : server_(pki_) {
    journal_.AppendMany(10);
    server_.journal = &journal_;
    const Credential member = pki_.Member("mission-locale", "a-martin");
    Write("ca.pem", pki_.authority());
    Write("cert.pem", member.certificate);
    Write("key.pem", member.key);
    profile_ = {.folder = folder_.path(),
                .server = server_.address(),
                .server_name = "localhost",
                .group = "alencon",
                .authority = "ca.pem",
                .certificate = "cert.pem",
                .key = "key.pem",
                .journal_key = journal_.key(),
                .journal_origin = kOrigin};
  }

  void Write(const std::string& name, const std::string& text) {
    ASSERT_THAT(WriteFile(folder_.Path(name), text, S_IRUSR | S_IWUSR), IsOk());
  }

  // A new process on the same profile: one call, then gone.
  absl::StatusOr<v1::WhoAmIResponse> Ask() {
    const auto connection = Connection::Connect(profile_);
    if (!connection.ok()) return connection.status();
    return Api(**connection).WhoAmI();
  }

  TempFolder folder_;
  TestPki pki_;
  FakeJournal journal_;
  HostileServer server_;
  Profile profile_;
};

TEST_F(ConnectionTest, WithoutTheTlsFloorNothingIsConnected) {
  ASSERT_EQ(setenv(kTlsFloorVariable, "TLS_AES_128_GCM_SHA256", 1), 0);
  EXPECT_THAT(Connection::Connect(profile_),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  ASSERT_EQ(setenv(kTlsFloorVariable, kTlsFloorSuites, 1), 0);
}

TEST_F(ConnectionTest, ServerThatSpeaksNoTls13IsRefused) {
  profile_.deadline_seconds = 1;
  Tls12Server old(pki_.Server());
  profile_.server = old.address();
  const auto connection = Connection::Connect(profile_);
  ASSERT_THAT(connection, IsOk());
  v1::GetCheckpointRequest request;
  v1::Checkpoint response;
  const auto stub = v1::JournalService::NewStub((*connection)->channel());
  grpc::ClientContext context;
  EXPECT_EQ(stub->GetCheckpoint(&context, request, &response).error_code(),
            grpc::StatusCode::UNAVAILABLE);
  old.Stop();
  EXPECT_GE(old.refused(), 1);
  EXPECT_EQ(old.accepted(), 0);
}

TEST_F(ConnectionTest, ServerOfAnotherNameOrAuthorityIsRefused) {
  profile_.server_name = "other.test";
  EXPECT_THAT(Ask(), StatusIs(absl::StatusCode::kUnavailable));
  profile_.server_name = "localhost";
  const TestPki other;
  Write("ca.pem", other.authority());
  EXPECT_THAT(Ask(), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_EQ(server_.calls, 0);
}

TEST_F(ConnectionTest, AnswerIsShownWhenTheHistoryContinues) {
  for (int i = 0; i < 3; ++i) {
    const auto answer = Ask();
    ASSERT_THAT(answer, IsOk());
    EXPECT_EQ(answer->member().display_name(), "secret");
    journal_.AppendMany(5);
    server_.metadata_first = !server_.metadata_first;
  }
  EXPECT_GE(server_.proofs, 4);
}

// Each lie, told by a server that has first told the truth; the answer that
// comes with it is not shown, and nothing after it when it is kept.
struct Lie {
  std::string name = {};
  std::string kind = {};
  bool kept = false;
  std::function<void(HostileServer&)> tell = {};
};

std::string Replaced(std::string text, const std::string& what,
                     const std::string& with) {
  const size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

// A note's lines: origin, size, root, nothing, signature.
std::string LineOf(const std::string& note, size_t line) {
  size_t begin = 0;
  for (; line > 0; --line) begin = note.find('\n', begin) + 1;
  return note.substr(begin, note.find('\n', begin) - begin);
}

TEST_F(ConnectionTest, EveryLieIsRefused) {
  FakeJournal fork;
  fork.AppendMany(9);
  fork.AppendMany(30, "rewritten ");
  FakeJournal small;
  small.AppendMany(4);
  FakeJournal skipping;
  skipping.AppendMany(3);
  skipping.AppendMany(40, "skipping ");
  FakeJournal other_key(2);
  other_key.AppendMany(50);
  FakeJournal other_origin(1, "sceau.test/argentan/journal");
  other_origin.AppendMany(50);
  FakeJournal short_fork;
  short_fork.AppendMany(5, "short ");
  const std::vector<Lie> lies = {
      {"fork", "FORK", true, [&](HostileServer& s) { s.journal = &fork; }},
      {"rollback", "ROLLBACK", true,
       [&](HostileServer& s) { s.journal = &small; }},
      {"skipped middle", "FORK", true,
       [&](HostileServer& s) { s.journal = &skipping; }},
      {"other key", "UNSIGNED", false,
       [&](HostileServer& s) { s.newest_note = other_key.Note(); }},
      {"other key, later", "UNSIGNED", false,
       [&](HostileServer& s) { s.note_in_answers = other_key.Note(); }},
      {"other origin", "UNSIGNED", false,
       [&](HostileServer& s) { s.note_in_answers = other_origin.Note(); }},
      {"small fork in a late answer", "FORK", true,
       [&](HostileServer& s) { s.note_in_answers = short_fork.Note(); }},
      {"fork in a late answer", "UNPROVEN", true,
       [&](HostileServer& s) { s.note_in_answers = fork.Note(); }},
      {"altered proof", "FORK", true,
       [&](HostileServer& s) {
         s.alter = [](v1::ConsistencyProof& proof) {
           (*proof.mutable_hashes(0))[5] ^= 1;
         };
       }},
      {"cut proof", "FORK", true,
       [&](HostileServer& s) {
         s.alter = [](v1::ConsistencyProof& proof) { proof.clear_hashes(); };
       }},
      {"odd hash", "FORK", true,
       [&](HostileServer& s) {
         s.alter = [](v1::ConsistencyProof& proof) {
           proof.set_hashes(0, "short");
         };
       }},
      {"one hash too many", "FORK", true,
       [&](HostileServer& s) {
         s.alter = [](v1::ConsistencyProof& proof) {
           proof.add_hashes(std::string(crypto::kHashBytes, 'x'));
         };
       }},
      {"hashes swapped", "FORK", true,
       [&](HostileServer& s) {
         s.alter = [](v1::ConsistencyProof& proof) {
           proof.mutable_hashes()->SwapElements(0, 1);
         };
       }},
      {"proof of other trees", "FORK", true,
       [&](HostileServer& s) {
         s.alter = [&fork](v1::ConsistencyProof& proof) {
           proof.clear_hashes();
           const auto other = fork.Consistency(9, 12);
           for (const crypto::Hash& hash : *other) {
             proof.add_hashes(crypto::ToString(hash));
           }
         };
       }},
      {"older checkpoint as the newest", "ROLLBACK", true,
       [&](HostileServer& s) { s.newest_note = s.journal->NoteAt(4); }},
      {"size raised under the old signature", "UNSIGNED", false,
       [&](HostileServer& s) {
         s.newest_note = Replaced(s.journal->Note(), "\n14\n", "\n99\n");
       }},
      {"root swapped under the signature", "UNSIGNED", false,
       [&](HostileServer& s) {
         const std::string note = s.journal->Note();
         const std::string older = s.journal->NoteAt(s.journal->size() - 1);
         s.newest_note = Replaced(note, LineOf(note, 2), LineOf(older, 2));
       }},
      {"signature of another checkpoint", "UNSIGNED", false,
       [&](HostileServer& s) {
         const std::string note = s.journal->Note();
         const std::string older = s.journal->NoteAt(s.journal->size() - 1);
         s.newest_note = Replaced(note, LineOf(note, 4), LineOf(older, 4));
       }},
      {"signature under another name", "UNSIGNED", false,
       [&](HostileServer& s) {
         const std::string note = s.journal->Note();
         s.newest_note =
             Replaced(note, LineOf(note, 4), LineOf(other_origin.Note(), 4));
       }},
      {"altered inclusion", "RECEIPT", true,
       [&](HostileServer& s) {
         s.alter_inclusion = [](v1::InclusionProof& proof) {
           (*proof.mutable_hashes(0))[7] ^= 1;
         };
       }},
      {"cut inclusion", "RECEIPT", true,
       [&](HostileServer& s) {
         s.alter_inclusion = [](v1::InclusionProof& proof) {
           proof.mutable_hashes()->RemoveLast();
         };
       }},
      {"garbled receipt", "MISSING", false,
       [&](HostileServer& s) { s.receipt = "short"; }},
      {"no metadata", "MISSING", false,
       [&](HostileServer& s) { s.without_metadata = true; }},
  };
  for (const Lie& lie : lies) {
    SCOPED_TRACE(lie.name);
    FakeJournal honest;
    honest.AppendMany(10);
    HostileServer liar(pki_);
    liar.journal = &honest;
    profile_.server = liar.address();
    unlink(profile_.WitnessPath().c_str());
    ASSERT_THAT(Ask(), IsOk());
    honest.AppendMany(3);
    lie.tell(liar);
    EXPECT_THAT(Ask(), Suspects(lie.kind));
    // An honest server again: evidence stands, a mere oddity does not.
    liar.journal = &honest;
    liar.newest_note.clear();
    liar.note_in_answers.clear();
    liar.receipt.clear();
    liar.alter = nullptr;
    liar.alter_inclusion = nullptr;
    liar.without_metadata = false;
    const int before = liar.calls;
    if (lie.kept) {
      EXPECT_THAT(Ask(), Suspects(lie.kind));
      EXPECT_EQ(liar.calls, before) << "nothing may be sent any more";
    } else {
      EXPECT_THAT(Ask(), IsOk());
    }
  }
}

TEST_F(ConnectionTest, ReceiptOfAnotherLeafIsFoundAtTheNextConnection) {
  FakeJournal fork;
  fork.AppendMany(11, "other ");
  server_.receipt = fork.ReceiptOf(10);
  ASSERT_THAT(Ask(), IsOk());
  server_.receipt.clear();
  EXPECT_THAT(Ask(), Suspects("RECEIPT"));
  EXPECT_EQ(server_.calls, 1);
}

TEST_F(ConnectionTest, UnavailableIsRetriedWithTheSameRequestId) {
  const grpc::Status busy =
      ToGrpcStatus(Error(v1::ERROR_REASON_QUEUE_FULL, "busy"));
  server_.answers = {busy, busy};
  const auto connection = Connection::Connect(profile_);
  ASSERT_THAT(connection, IsOk());
  Api api(**connection);
  v1::ConfirmMemberRequest request;
  request.set_name("groups/alencon/members/a");
  ASSERT_THAT(api.ConfirmMember(request), IsOk());
  ASSERT_THAT(api.ConfirmMember(request), IsOk());
  EXPECT_THAT(server_.request_ids, AllOf(SizeIs(4), Each(SizeIs(36))));
  EXPECT_EQ(server_.request_ids[0], server_.request_ids[1]);
  EXPECT_EQ(server_.request_ids[0], server_.request_ids[2]);
  EXPECT_NE(server_.request_ids[0], server_.request_ids[3]);
}

TEST_F(ConnectionTest, RetriesEndAndTheReasonSurvives) {
  const grpc::Status busy =
      ToGrpcStatus(Error(v1::ERROR_REASON_AUDIT_UNAVAILABLE, "journal"));
  server_.answers.assign(20, busy);
  const auto secured = Connection::Connect(profile_);
  Connection quick((*secured)->channel(), profile_, [](absl::Duration) {});
  const auto answer = Api(quick).WhoAmI();
  EXPECT_EQ(ReasonOf(answer.status()), v1::ERROR_REASON_AUDIT_UNAVAILABLE);
  EXPECT_EQ(server_.calls, kMaxAttempts);
}

TEST_F(ConnectionTest, OtherErrorsAreNotRetried) {
  for (const absl::Status& error :
       {PolicyDenied(), FieldError("a", "b"),
        Error(v1::ERROR_REASON_ETAG_MISMATCH, "changed"),
        absl::Status(absl::StatusCode::kDeadlineExceeded, "")}) {
    server_.calls = 0;
    server_.answers = {ToGrpcStatus(error)};
    const auto answer = Ask();
    EXPECT_EQ(ReasonOf(answer.status()), ReasonOf(error));
    EXPECT_EQ(answer.status().code(), error.code());
    EXPECT_EQ(server_.calls, 1);
  }
}

TEST_F(ConnectionTest, LongConnectionProvesItsReceiptsAsItGoes) {
  const auto connection = Connection::Connect(profile_);
  ASSERT_THAT(connection, IsOk());
  (*connection)->ExpectManyCalls();
  Api api(**connection);
  for (int i = 0; i < 3 * kProveEveryReceipts; ++i) {
    // A checkpoint now and then, as the server signs them.
    if (i % 32 == 0) server_.note_in_answers = journal_.Note();
    ASSERT_THAT(api.WhoAmI(), IsOk());
  }
  EXPECT_LE((*connection)->witness().State()->receipts.size(),
            static_cast<size_t>(kProveEveryReceipts));
}

}  // namespace
}  // namespace sceau
