#include "tests/fault/server_process.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"

extern char** environ;

namespace sceau::testing {
namespace {

void Must(bool good, const char* what) {
  if (good) return;
  std::cerr << "ServerProcess: " << what << "\n";
  std::abort();
}

void WriteFile(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
  Must(chmod(path.c_str(), S_IRUSR | S_IWUSR) == 0, "chmod");
}

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

ServerProcess::ServerProcess(std::string program, const TestGroup& group)
    : program_(std::move(program)),
      group_(group),
      folder_(group.folder() + "/server") {
  std::filesystem::create_directory(folder_);
  const Credential server = group_.pki().Server();
  WriteFile(folder_ + "/server.pem", server.certificate);
  WriteFile(folder_ + "/server.key", server.key);
  WriteFile(folder_ + "/ca.pem", group_.pki().authority());
  const GroupPlace& place = group_.place();
  WriteFile(folder_ + "/sceaud.textproto",
            absl::StrCat("trust_domain: '", place.trust_domain,
                         "'\nlisten_address: '127.0.0.1:0'\n",
                         "tls { certificate_file: 'server.pem' key_file: "
                         "'server.key' client_ca_file: 'ca.pem' }\n",
                         "groups { id: '", place.group, "' data_dir: '",
                         place.data_dir, "' checkpoint_file: '",
                         place.checkpoint_file, "' root_key_file: '",
                         place.root_key_file, "' }\nlog_file: 'log'\n"));
}

ServerProcess::~ServerProcess() { Kill(); }

void ServerProcess::Spawn(const char* command) {
  const std::string config = folder_ + "/sceaud.textproto";
  const std::string output = folder_ + "/output";
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (const int fd : {STDOUT_FILENO, STDERR_FILENO}) {
    posix_spawn_file_actions_addopen(&actions, fd, output.c_str(),
                                     O_WRONLY | O_CREAT | O_APPEND,
                                     S_IRUSR | S_IWUSR);
  }
  const char* const arguments[] = {program_.c_str(), command, "--config",
                                   config.c_str(), nullptr};
  const int failed =
      posix_spawn(&pid_, program_.c_str(), &actions, /*attrp=*/nullptr,
                  const_cast<char* const*>(arguments), environ);
  posix_spawn_file_actions_destroy(&actions);
  Must(failed == 0, "the program does not start");
}

void ServerProcess::Start() {
  Must(pid_ < 0, "started twice");
  std::filesystem::remove(folder_ + "/log");
  port_ = 0;
  Spawn("serve");
}

bool ServerProcess::WaitUntilServing(std::chrono::milliseconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (std::chrono::steady_clock::now() < end) {
    const std::string log = Log();
    const size_t started = log.find("\"server_started\"");
    const std::string key = "\"port\":";
    const size_t port =
        started == std::string::npos ? started : log.find(key, started);
    if (port != std::string::npos) {
      const size_t digits = port + key.size();
      const size_t after = log.find_first_not_of("0123456789", digits);
      if (after != std::string::npos) {
        return absl::SimpleAtoi(log.substr(digits, after - digits), &port_);
      }
    }
    if (waitpid(pid_, nullptr, WNOHANG) == pid_) {
      pid_ = -1;
      std::cerr << Output();
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return false;
}

int ServerProcess::Wait() {
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void ServerProcess::Kill() {
  if (pid_ < 0) return;
  (void)kill(pid_, SIGKILL);
  (void)Wait();
}

int ServerProcess::Stop() {
  (void)kill(pid_, SIGTERM);
  return Wait();
}

int ServerProcess::Check() {
  Spawn("check");
  const int status = Wait();
  if (status != 0) std::cerr << Output();
  return status;
}

std::string ServerProcess::Log() const { return ReadFile(folder_ + "/log"); }

std::string ServerProcess::Output() const {
  return ReadFile(folder_ + "/output");
}

std::string ServerProcess::address() const {
  return absl::StrCat("127.0.0.1:", port_);
}

std::shared_ptr<grpc::Channel> ServerProcess::ChannelAs(
    absl::string_view member) const {
  return ChannelWith(group_.CredentialOf(member));
}

std::shared_ptr<grpc::Channel> ServerProcess::ChannelWith(
    const Credential& credential, const std::string& user_agent) const {
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = group_.pki().authority();
  options.pem_private_key = credential.key;
  options.pem_cert_chain = credential.certificate;
  grpc::ChannelArguments arguments;
  // A connection of its own: channels with equal arguments share one.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetSslTargetNameOverride("localhost");
  if (!user_agent.empty()) arguments.SetUserAgentPrefix(user_agent);
  return grpc::CreateCustomChannel(address(), grpc::SslCredentials(options),
                                   arguments);
}

}  // namespace sceau::testing
