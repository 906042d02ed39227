// P8: nothing is readable at rest. Fifty secrets are written through the
// service in every field that takes free characters, and sent where they do not
// belong. Under 64 calls in flight, and after, no file of the data, key,
// checkpoint and log folders holds one of them in any encoding; the same search
// of a plain dump finds them all.
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_format.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "proto/contract/wire.h"
#include "sceau/v1/case_service.grpc.pb.h"
#include "tests/support/case_desk.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_group.h"
#include "tests/support/test_server.h"

namespace sceau::testing {
namespace {

using ::testing::SizeIs;

constexpr size_t kSecrets = 50;
constexpr size_t kInFlight = 64;
constexpr size_t kConnections = 4;
// Calls that a search must have run beside.
constexpr uint64_t kCallsBeside = 200;

// Letters only, so that it may stand in any field; nothing else contains it.
// With an accent, so that the encodings differ.
std::string Secret(size_t i) {
  std::string name = "Ökqzw";
  for (size_t digit = i + 676; digit > 0; digit /= 26) {
    name += static_cast<char>('a' + digit % 26);
  }
  return name + "xqj";
}

// A secret as it may lie about: UTF-8, Latin-1, UTF-16 of either order.
std::vector<std::string> FormsOf(const std::string& utf8) {
  std::string latin;
  std::string utf16_le;
  std::string utf16_be;
  for (size_t i = 0; i < utf8.size(); ++i) {
    auto unit = static_cast<unsigned char>(utf8[i]);
    if (unit == 0xC3) {  // The one accented letter, U+00D6.
      unit = static_cast<unsigned char>(utf8[++i] + 0x40);
    }
    latin += static_cast<char>(unit);
    utf16_le += static_cast<char>(unit);
    utf16_le += '\0';
    utf16_be += '\0';
    utf16_be += static_cast<char>(unit);
  }
  return {utf8, latin, utf16_le, utf16_be};
}

// "FILE: SECRET" for each secret in a file of `folder`.
std::vector<std::string> FoundIn(const std::string& folder) {
  std::vector<std::string> found;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    for (size_t i = 0; i < kSecrets; ++i) {
      for (const std::string& form : FormsOf(Secret(i))) {
        if (bytes.find(form) == std::string::npos) continue;
        found.push_back(entry.path().filename().string() + ": " + Secret(i));
        break;
      }
    }
  }
  return found;
}

class WireAtRestTest : public ::testing::Test {
 protected:
  WireAtRestTest() {
    CaseDesk desk(group_);
    for (size_t i = 0; i < kSecrets; ++i) requests_.push_back(Opening(desk, i));
    server_ = std::make_unique<TestServer>(group_);
    for (size_t i = 0; i < kConnections; ++i) {
      stubs_.push_back(
          v1::CaseService::NewStub(server_->ChannelAs(kCoordinator)));
    }
  }

  // A case that holds secret `i` in one of the fields with free characters.
  static v1::CreateCaseRequest Opening(CaseDesk& desk, size_t i) {
    const std::string secret = Secret(i);
    v1::CreateCaseRequest request = desk.OpenCaseRequest(
        20, i % 4 == 0 ? secret : "LEFÈVRE", i % 4 == 1 ? secret : "Noé");
    if (i % 4 < 2) return request;
    v1::Entry& entry = *request.add_entries();
    if (i % 4 == 2) {
      v1::Address& address =
          *entry.mutable_body()->mutable_contact_details()->mutable_address();
      address.set_line(secret);
      address.set_postal_code("61000");
      address.set_locality("Alençon");
    } else {
      v1::Action& action = *entry.mutable_body()->mutable_action();
      action.set_kind(v1::ACTION_KIND_WORKSITE);
      action.set_pilot("mission-locale");
      action.set_comment(secret);
    }
    return request;
  }

  template <typename Request, typename Response>
  absl::Status Call(size_t slot,
                    grpc::Status (v1::CaseService::Stub::*method)(
                        grpc::ClientContext*, const Request&, Response*),
                    const Request& request, Response* response,
                    const std::string& header = "") {
    grpc::ClientContext context;
    SetDeadline(context, std::chrono::seconds(30));
    if (!header.empty()) context.AddMetadata("sceau-note-bin", header);
    return FromGrpcStatus((stubs_[slot % kConnections].get()->*method)(
        &context, request, response));
  }

  // One call of the load: a read, a search by the secret, a new case, or
  // something that is refused and holds the secret where it does not belong.
  void OneCall(size_t slot, uint64_t turn) {
    const size_t i = (slot * 7 + turn) % kSecrets;
    v1::Case file;
    v1::GetCaseRequest read;
    read.set_view(v1::CASE_VIEW_FULL);
    read.set_purpose(v1::READING_PURPOSE_FOLLOW_UP);
    switch (turn % 4) {
      case 0: {
        read.set_name(cases_[i]);
        (void)Call(slot, &v1::CaseService::Stub::GetCase, read, &file);
        break;
      }
      case 1: {
        v1::SearchCasesRequest search;
        search.set_parent("groups/alencon-jeunesse");
        search.set_purpose(v1::READING_PURPOSE_REFERRAL_CHECK);
        search.set_family_name(Secret(i));
        search.set_given_name("Noé");
        v1::SearchCasesResponse answer;
        (void)Call(slot, &v1::CaseService::Stub::SearchCases, search, &answer);
        break;
      }
      case 2: {
        v1::CreateCaseRequest open = requests_[i];
        open.set_request_id(
            absl::StrFormat("%08x-0000-4000-8000-%012x", 0x1000 + slot, turn));
        (void)Call(slot, &v1::CaseService::Stub::CreateCase, open, &file);
        break;
      }
      default: {
        read.set_name("groups/alencon-jeunesse/cases/" + Secret(i));
        (void)Call(slot, &v1::CaseService::Stub::GetCase, read, &file,
                   Secret(i));
        break;
      }
    }
    ++calls_;
  }

  TestGroup group_;
  std::vector<v1::CreateCaseRequest> requests_;
  std::unique_ptr<TestServer> server_;
  std::vector<std::unique_ptr<v1::CaseService::Stub>> stubs_;
  std::vector<std::string> cases_;
  std::atomic<uint64_t> calls_{0};
  std::atomic<bool> stop_{false};
};

TEST_F(WireAtRestTest, NoFileHoldsASecretUnderLoadNorAfter) {
  std::string dump;
  for (const v1::CreateCaseRequest& request : requests_) {
    v1::Case made;
    ASSERT_THAT(Call(0, &v1::CaseService::Stub::CreateCase, request, &made),
                IsOk());
    cases_.push_back(made.name());
    v1::GetCaseRequest read;
    read.set_name(made.name());
    read.set_view(v1::CASE_VIEW_FULL);
    read.set_purpose(v1::READING_PURPOSE_FOLLOW_UP);
    v1::Case file;
    ASSERT_THAT(Call(0, &v1::CaseService::Stub::GetCase, read, &file), IsOk());
    dump += file.SerializeAsString();
  }

  // The control: in a plain dump, as a database without encryption would hold
  // it, and in each other encoding.
  const std::string control = group_.folder() + "-dump";
  std::filesystem::create_directory(control);
  std::ofstream(control + "/plain", std::ios::binary) << dump;
  EXPECT_THAT(FoundIn(control), SizeIs(kSecrets));
  for (size_t form = 0; form < FormsOf("").size(); ++form) {
    std::ofstream out(control + "/plain", std::ios::binary);
    for (size_t i = 0; i < kSecrets; ++i) out << FormsOf(Secret(i))[form];
    out.close();
    EXPECT_THAT(FoundIn(control), SizeIs(kSecrets)) << form;
  }
  std::filesystem::remove_all(control);

  std::vector<std::thread> load;
  for (size_t slot = 0; slot < kInFlight; ++slot) {
    load.emplace_back([this, slot] {
      for (uint64_t turn = slot; !stop_; ++turn) OneCall(slot, turn);
    });
  }
  // Files are looked at while they are in use: write-ahead logs included.
  uint64_t searches = 0;
  const uint64_t before = calls_;
  while (searches < 2 || calls_ - before < kCallsBeside) {
    EXPECT_EQ(FoundIn(group_.folder()), std::vector<std::string>());
    ++searches;
  }
  stop_ = true;
  for (std::thread& thread : load) thread.join();
  EXPECT_EQ(FoundIn(group_.folder()), std::vector<std::string>());
  server_ = nullptr;
  EXPECT_EQ(FoundIn(group_.folder()), std::vector<std::string>());
}

}  // namespace
}  // namespace sceau::testing
