// A TLS client without gRPC, for what gRPC would never send.
#ifndef SCEAU_TESTS_SUPPORT_RAW_TLS_H_
#define SCEAU_TESTS_SUPPORT_RAW_TLS_H_

#include <csignal>
#include <string>
#include <sys/socket.h>
#include <sys/time.h>

#include "absl/strings/string_view.h"
#include "openssl/ssl.h"

#include "tests/support/test_pki.h"

namespace sceau::testing {

// One connection; the server's certificate is not looked at.
class RawTls {
 public:
  // Offers at most TLS `version` (TLS1_2_VERSION, ...) and ALPN "h2".
  RawTls(const std::string& address, const Credential& credential, int version)
      : context_(SSL_CTX_new(TLS_client_method())) {
    // libcrypto writes without MSG_NOSIGNAL.
    (void)std::signal(SIGPIPE, SIG_IGN);
    SSL_CTX_set_max_proto_version(context_, version);
    BIO* const certificate = BIO_new_mem_buf(credential.certificate.data(), -1);
    X509* const x509 =
        PEM_read_bio_X509(certificate, nullptr, nullptr, nullptr);
    BIO* const private_key = BIO_new_mem_buf(credential.key.data(), -1);
    EVP_PKEY* const key =
        PEM_read_bio_PrivateKey(private_key, nullptr, nullptr, nullptr);
    SSL_CTX_use_certificate(context_, x509);
    SSL_CTX_use_PrivateKey(context_, key);
    const unsigned char h2[] = {2, 'h', '2'};
    SSL_CTX_set_alpn_protos(context_, h2, sizeof(h2));
    connection_ = BIO_new_ssl_connect(context_);
    BIO_set_conn_hostname(connection_, address.c_str());
    is_open_ = BIO_do_handshake(connection_) == 1;
    // A peer that was cut off is no longer read: then nobody takes the bytes.
    int fd = -1;
    const timeval patience = {.tv_sec = 5, .tv_usec = 0};
    if (BIO_get_fd(connection_, &fd) >= 0) {
      (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience,
                       sizeof(patience));
    }
    BIO_free(certificate);
    BIO_free(private_key);
    X509_free(x509);
    EVP_PKEY_free(key);
  }
  ~RawTls() {
    BIO_free_all(connection_);
    SSL_CTX_free(context_);
  }
  RawTls(const RawTls&) = delete;
  RawTls& operator=(const RawTls&) = delete;

  bool is_open() const { return is_open_; }

  // "TLSv1.3", or empty when the handshake failed.
  std::string version() const {
    if (!is_open_) return "";
    SSL* ssl = nullptr;
    BIO_get_ssl(connection_, &ssl);
    return SSL_get_version(ssl);
  }

  // The server's certificate as PEM; empty when the handshake failed.
  std::string PeerCertificate() const {
    if (!is_open_) return "";
    SSL* ssl = nullptr;
    BIO_get_ssl(connection_, &ssl);
    X509* const peer = SSL_get1_peer_certificate(ssl);
    BIO* const out = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(out, peer);
    char* text = nullptr;
    const long size = BIO_get_mem_data(out, &text);
    std::string pem(text, static_cast<size_t>(size));
    BIO_free(out);
    X509_free(peer);
    return pem;
  }

  // False once the connection was cut, or was not read for 5 s.
  bool Send(absl::string_view bytes) {
    return BIO_write(connection_, bytes.data(),
                     static_cast<int>(bytes.size())) ==
           static_cast<int>(bytes.size());
  }

 private:
  SSL_CTX* const context_;
  BIO* connection_ = nullptr;
  bool is_open_ = false;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_RAW_TLS_H_
