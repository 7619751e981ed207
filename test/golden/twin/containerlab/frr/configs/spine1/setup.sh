set -e
[ ! -e /proc/sys/net/ipv4/ip_forward ] || echo 1 > /proc/sys/net/ipv4/ip_forward
[ ! -e /proc/sys/net/ipv4/conf/all/rp_filter ] || echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter
[ ! -e /proc/sys/net/ipv4/conf/default/rp_filter ] || echo 0 > /proc/sys/net/ipv4/conf/default/rp_filter
[ ! -e /proc/sys/net/ipv4/fib_multipath_hash_policy ] || echo 1 > /proc/sys/net/ipv4/fib_multipath_hash_policy
[ ! -e /proc/sys/net/ipv6/conf/all/forwarding ] || echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
[ ! -e /proc/sys/net/ipv6/conf/all/keep_addr_on_down ] || echo 1 > /proc/sys/net/ipv6/conf/all/keep_addr_on_down
[ ! -e /proc/sys/net/ipv6/conf/default/keep_addr_on_down ] || echo 1 > /proc/sys/net/ipv6/conf/default/keep_addr_on_down
[ ! -e /proc/sys/net/ipv6/conf/all/accept_dad ] || echo 0 > /proc/sys/net/ipv6/conf/all/accept_dad
[ ! -e /proc/sys/net/ipv6/conf/default/accept_dad ] || echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad
[ ! -e /proc/sys/net/ipv6/fib_multipath_hash_policy ] || echo 1 > /proc/sys/net/ipv6/fib_multipath_hash_policy
cp /twin/*.conf /etc/frr/
touch /etc/frr/vtysh.conf
ip -batch - <<'X'
addr add 192.168.0.1/32 dev lo
link set et-0_0_0 mtu 9170
addr add 100.64.0.0/31 dev et-0_0_0
link set et-0_0_0 up
link set et-0_0_1 mtu 9170
addr add 100.64.0.4/31 dev et-0_0_1
link set et-0_0_1 up
link set et-0_0_2 mtu 9170
addr add 100.64.0.8/31 dev et-0_0_2
link set et-0_0_2 up
link set et-0_0_3 mtu 9170
addr add 100.64.0.12/31 dev et-0_0_3
link set et-0_0_3 up
X
/usr/lib/frr/zebra -d -P 0
/usr/lib/frr/bfdd -d -P 0
/usr/lib/frr/bgpd -d -P 0
