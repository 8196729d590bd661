// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/mapping.hpp"

#include "probes/kernelfs/check_errno.hpp"

#include <cstddef>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/stat.h>
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

// A subject has room for its gaps: all that could be there are 24 MiB, and each page is touched by everybody.
std::size_t bytes_for(std::uint32_t cpus) {
    return offsetof(Handshake, subjects) + cpus * sizeof(Subject);
}

} // namespace

Mapping::Mapping(int file, std::size_t bytes) : handshake_(nullptr), bytes_(bytes) {
    void* memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, file, 0);
    if (memory == MAP_FAILED)
        check_errno(-1, "mmap", "handshake");
    handshake_ = static_cast<Handshake*>(memory);
}

Mapping Mapping::create(const std::string& path, std::uint32_t cpus) {
    const File file(path, O_RDWR | O_CREAT | O_TRUNC);
    if (cpus > largest_cpus)
        throw std::runtime_error("a handshake of " + std::to_string(cpus) + " CPUs has no room for all");
    check_errno(::ftruncate(file.number(), static_cast<off_t>(bytes_for(cpus))), "ftruncate", path);
    Mapping mapping(file.number(), bytes_for(cpus));
    mapping->version = handshake_version;
    mapping->cpus = cpus;
    return mapping;
}

Mapping Mapping::open(const std::string& path) {
    const File file(path, O_RDWR);
    struct stat status {};
    check_errno(::fstat(file.number(), &status), "fstat", path);
    Mapping mapping(file.number(), static_cast<std::size_t>(status.st_size));
    if (mapping->version != handshake_version)
        throw std::runtime_error("handshake " + path + " is of version " + std::to_string(mapping->version) +
                                 ", not " + std::to_string(handshake_version));
    return mapping;
}

Mapping::~Mapping() {
    if (handshake_ != nullptr)
        ::munmap(handshake_, bytes_);
}

void store_text(std::array<char, failure_text>& to, const std::string& text) {
    to.fill('\0');
    std::memcpy(to.data(), text.data(), std::min(text.size(), to.size() - 1));
}

} // namespace cloister::workloads
