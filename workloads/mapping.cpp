// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/mapping.hpp"

#include "orchestrator/base/check_errno.hpp"

#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <sys/mman.h>
#include <unistd.h>

namespace cloister::workloads {
namespace {

class File {
  public:
    File(const std::string& path, int flags)
        : number_(check_errno(::open(path.c_str(), flags | O_CLOEXEC, 0600), "open", path)) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() { ::close(number_); }
    int number() const { return number_; }

  private:
    int number_;
};

} // namespace

Mapping::Mapping(int file) : handshake_(nullptr) {
    void* memory =
        ::mmap(nullptr, sizeof(Handshake), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, file, 0);
    if (memory == MAP_FAILED)
        check_errno(-1, "mmap", "handshake");
    handshake_ = static_cast<Handshake*>(memory);
}

Mapping Mapping::create(const std::string& path, std::uint32_t cpus) {
    const File file(path, O_RDWR | O_CREAT | O_TRUNC);
    check_errno(::ftruncate(file.number(), sizeof(Handshake)), "ftruncate", path);
    Mapping mapping(file.number());
    mapping->version = handshake_version;
    mapping->cpus = cpus;
    return mapping;
}

Mapping Mapping::open(const std::string& path) {
    const File file(path, O_RDWR);
    Mapping mapping(file.number());
    if (mapping->version != handshake_version)
        throw std::runtime_error("handshake " + path + " is of version " + std::to_string(mapping->version) +
                                 ", not " + std::to_string(handshake_version));
    return mapping;
}

Mapping::~Mapping() {
    if (handshake_ != nullptr)
        ::munmap(handshake_, sizeof(Handshake));
}

void store_text(std::array<char, failure_text>& to, const std::string& text) {
    to.fill('\0');
    std::memcpy(to.data(), text.data(), std::min(text.size(), to.size() - 1));
}

} // namespace cloister::workloads
