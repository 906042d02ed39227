// A member's workstation beside a real server: the program `sceau` and its
// profile. For tests that define SCEAU_CLIENT_PROGRAM.
#ifndef SCEAU_TESTS_SERVER_APP_WORKSTATION_H_
#define SCEAU_TESTS_SERVER_APP_WORKSTATION_H_

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <sys/wait.h>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "server/journal/journal.h"
#include "tests/support/test_group.h"
#include "tests/support/test_server.h"

namespace sceau::testing {

// What a program said before it ended.
struct Spoken {
  int status = -1;
  std::string out = {};
  std::string err = {};
};

// A command line of the shell, as someone who reads French types it; `folder`
// is for its streams.
inline Spoken Speak(const std::string& line, const std::string& folder) {
  const std::string out = folder + "/stdout";
  const std::string err = folder + "/stderr";
  const int status = std::system(absl::StrCat("LC_ALL=fr_FR.UTF-8 ", line, " >",
                                              out, " 2>", err, " </dev/null")
                                     .c_str());
  const auto read = [](const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          .out = read(out),
          .err = read(err)};
}

// The workstation of one member, which remembers what it has seen: its folder,
// and the program `sceau`.
class Workstation {
 public:
  enum class Answer { kServed, kSuspected, kOther };

  Workstation(const std::string& folder, TestGroup& group, Journal& journal,
              const std::string& member)
      : folder_(folder),
        journal_key_(journal.verifier_key().Format()),
        origin_(group.place().origin()) {
    std::filesystem::create_directories(folder);
    const Credential credential = group.CredentialOf(member);
    Write("ca.pem", group.pki().authority());
    Write("cert.pem", credential.certificate);
    Write("key.pem", credential.key);
  }

  // One command each, and a connection of its own.
  Answer WhoAmI(const TestServer& server) const {
    return WhoAmI(server.address());
  }
  Answer WhoAmI(const std::string& address) const {
    return Run(address, "whoami");
  }
  Answer Cosign(const TestServer& server) const {
    return Run(server.address(), "journal cosign");
  }
  // A command that asks no server; the exit status.
  int Offline(const std::string& command) const {
    WriteProfile("localhost:1");
    std::string said;
    const int status = Spawn(command, said);
    if (status != 0) std::cout << command << "\n" << said;
    return status;
  }

  // Any command line.
  Spoken Type(const std::string& address, const std::string& line) const {
    WriteProfile(address);
    return Speak(
        absl::StrCat(SCEAU_CLIENT_PROGRAM, " --profile ", folder_, " ", line),
        folder_);
  }

 private:
  void Write(const std::string& name, const std::string& text) const {
    const std::string path = folder_ + "/" + name;
    std::ofstream(path) << text;
    std::filesystem::permissions(path, std::filesystem::perms::owner_read |
                                           std::filesystem::perms::owner_write);
  }

  void WriteProfile(const std::string& address) const {
    Write("profile.json",
          absl::StrCat(
              "{\"server\": \"", address,
              "\", \"server_name\": \"localhost\", \"group\": \"", kTestGroup,
              "\", \"authority\": \"ca.pem\", \"certificate\": "
              "\"cert.pem\", \"key\": \"key.pem\", \"journal_key\": \"",
              journal_key_, "\", \"journal_origin\": \"", origin_, "\"}"));
  }

  int Spawn(const std::string& command, std::string& said) const {
    const std::string line =
        absl::StrCat(SCEAU_CLIENT_PROGRAM, " --profile ", folder_, " ", command,
                     " --json 2>&1 </dev/null");
    FILE* const pipe = popen(line.c_str(), "r");
    said.assign(kMostSaid, '\0');
    said.resize(fread(said.data(), 1, said.size(), pipe));
    const int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  Answer Run(const std::string& address, const std::string& command) const {
    WriteProfile(address);
    std::string said;
    const int status = Spawn(command, said);
    if (status == 0) return Answer::kServed;
    if (status == kExitSuspected) return Answer::kSuspected;
    ADD_FAILURE() << command << " of " << folder_ << "\n" << said;
    return Answer::kOther;
  }

  static constexpr size_t kMostSaid = 65'536;
  static constexpr int kExitSuspected = 7;

  const std::string folder_;
  const std::string journal_key_;
  const std::string origin_;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SERVER_APP_WORKSTATION_H_
