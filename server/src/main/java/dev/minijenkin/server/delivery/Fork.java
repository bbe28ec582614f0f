package dev.minijenkin.server.delivery;

/// Where the commits of a pull request come from that is not of the repository itself.
///
/// @param repository its name at the git host; empty where the host does not say
/// @param author login of who asks for the pull request; empty where the host does not say
/// @param association what the author is to the repository, in the words of GitHub; empty where the
///   host does not say
record Fork(String repository, String author, String association) {}
