// SPDX-License-Identifier: GPL-2.0-or-later
// What an x86 kernel image tells of itself without being booted: that it is one, its release, and the .config
// that CONFIG_IKCONFIG put into it.
// Runs on: host. Pure but for libarchive, which unpacks. Sources: Documentation/arch/x86/boot.rst (setup
// header), kernel/configs.c (the marks around the config), scripts/extract-ikconfig.
#pragma once

#include <string>
#include <string_view>

namespace cloister {

// The setup header's magic is there, and the boot protocol is one that names the payload (2.08,
// since 2.6.26).
bool is_kernel_image(std::string_view image);
// As uname -r will print it; empty where the header names none.
std::string embedded_release(std::string_view image);
// Empty: the image carries none, or is packed in a way that libarchive does not know.
std::string embedded_config(std::string_view image);
// What the image unpacks at boot: vmlinux, an ELF file, with its relocations behind it. Empty as above.
std::string embedded_kernel(std::string_view image);

} // namespace cloister
