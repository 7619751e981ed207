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
addr add 10.1.5.1/24 dev lo
link set leaf10 mtu 1500
addr add 172.16.104.2/30 dev leaf10
link set leaf10 up
link set leaf11 mtu 1500
addr add 172.16.104.6/30 dev leaf11
link set leaf11 up
link set leaf12 mtu 1500
addr add 172.16.104.10/30 dev leaf12
link set leaf12 up
X
/usr/lib/frr/zebra -d -P 0
/usr/lib/frr/bgpd -d -P 0
