// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/embedded_config.hpp"

#include "orchestrator/kernel/unpacked.hpp"

#include <cstdint>
#include <cstring>

namespace cloister {
namespace {

constexpr std::size_t setup_sects = 0x1f1;
constexpr std::size_t magic = 0x202;
constexpr std::size_t protocol = 0x206;
constexpr std::size_t kernel_version = 0x20e;
constexpr std::size_t payload_offset = 0x248;
constexpr std::size_t payload_length = 0x24c;
constexpr std::size_t header_end = 0x250;
constexpr std::size_t sector = 512;
constexpr std::size_t setup_begin = 0x200; // what kernel_version counts from

// Numbers are little-endian, as the host is: x86-64.
template <class Number>
Number number_at(std::string_view image, std::size_t offset) {
    Number number{};
    std::memcpy(&number, image.data() + offset, sizeof number);
    return number;
}

std::string_view payload(std::string_view image) {
    const std::size_t sectors = number_at<std::uint8_t>(image, setup_sects);
    const std::size_t begin =
        (sectors == 0 ? 4 : sectors) * sector + sector + number_at<std::uint32_t>(image, payload_offset);
    if (begin > image.size())
        return {};
    return image.substr(begin, number_at<std::uint32_t>(image, payload_length));
}

} // namespace

bool is_kernel_image(std::string_view image) {
    return image.size() > header_end && image.substr(magic, 4) == "HdrS" &&
           number_at<std::uint16_t>(image, protocol) >= 0x208;
}

std::string embedded_release(std::string_view image) {
    if (!is_kernel_image(image))
        return "";
    const std::size_t offset = number_at<std::uint16_t>(image, kernel_version);
    if (offset == 0 || setup_begin + offset >= image.size())
        return "";
    // "6.1.0-56-amd64 (builder@host) #1 SMP …", ended by a zero.
    const std::string_view words = image.substr(setup_begin + offset, 128);
    return std::string(words.substr(0, words.find_first_of(std::string_view(" \0", 2))));
}

std::string embedded_kernel(std::string_view image) {
    return is_kernel_image(image) ? unpacked(payload(image)) : "";
}

std::string embedded_config(std::string_view image) {
    constexpr std::string_view begin_mark = "IKCFG_ST\x1f\x8b";
    constexpr std::string_view end_mark = "IKCFG_ED";
    const std::string kernel = embedded_kernel(image);
    const std::size_t begin = kernel.find(begin_mark);
    const std::size_t end = begin == std::string::npos ? begin : kernel.find(end_mark, begin);
    if (end == std::string::npos)
        return "";
    return unpacked(std::string_view(kernel).substr(begin + 8, end - begin - 8));
}

} // namespace cloister
