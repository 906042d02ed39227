// A server that speaks nothing newer than TLS 1.2.
#ifndef SCEAU_TESTS_CLIENT_LIB_TLS12_SERVER_H_
#define SCEAU_TESTS_CLIENT_LIB_TLS12_SERVER_H_

#include <arpa/inet.h>
#include <atomic>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include "absl/strings/str_cat.h"

#include "tests/support/test_pki.h"

namespace sceau::testing {

class Tls12Server {
 public:
  explicit Tls12Server(const Credential& credential) {
    context_ = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_max_proto_version(context_, TLS1_2_VERSION);
    BIO* text = BIO_new_mem_buf(credential.certificate.data(), -1);
    X509* certificate = PEM_read_bio_X509(text, nullptr, nullptr, nullptr);
    SSL_CTX_use_certificate(context_, certificate);
    X509_free(certificate);
    BIO_free(text);
    text = BIO_new_mem_buf(credential.key.data(), -1);
    EVP_PKEY* key = PEM_read_bio_PrivateKey(text, nullptr, nullptr, nullptr);
    SSL_CTX_use_PrivateKey(context_, key);
    EVP_PKEY_free(key);
    BIO_free(text);
    listener_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof(address));
    listen(listener_, 8);
    socklen_t size = sizeof(address);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { Serve(); });
  }
  ~Tls12Server() {
    Stop();
    close(listener_);
    SSL_CTX_free(context_);
  }
  Tls12Server(const Tls12Server&) = delete;
  Tls12Server& operator=(const Tls12Server&) = delete;

  // Ends what is under way: the counts are final, which a client that was
  // refused may see before they say so.
  void Stop() {
    if (!thread_.joinable()) return;
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
  }

  std::string address() const { return absl::StrCat("localhost:", port_); }
  int accepted() const { return accepted_; }
  int refused() const { return refused_; }

 private:
  void Serve() {
    while (true) {
      const int client = accept(listener_, nullptr, nullptr);
      if (client < 0) return;
      SSL* ssl = SSL_new(context_);
      SSL_set_fd(ssl, client);
      ++(SSL_accept(ssl) == 1 ? accepted_ : refused_);
      SSL_free(ssl);
      close(client);
    }
  }

  SSL_CTX* context_ = nullptr;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> accepted_ = 0;
  std::atomic<int> refused_ = 0;
  std::thread thread_;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_CLIENT_LIB_TLS12_SERVER_H_
