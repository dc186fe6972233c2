// The C library's settings for its allocator, which Swift's own import of it leaves out.
#pragma once
#include <malloc.h>
